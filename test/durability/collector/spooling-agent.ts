/** An agent's real identity, spool and link, with readings that a journal of their own remembers. */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { CollectorList } from '../../../agent/connect/collector-list.ts'
import { createConnect } from '../../../agent/connect/connect.ts'
import { enrol, type EnrolOptions } from '../../../agent/enrol.ts'
import { spoolFiles } from '../../../agent/host/spool-files.ts'
import { loadIdentity } from '../../../agent/identity.ts'
import { Link } from '../../../agent/link/link.ts'
import { openSpool, type Spool } from '../../../agent/spool/spool.ts'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { processTop } from '../../../contract/catalogue/families/process-top.ts'
import { source } from '../../../contract/catalogue/families/source.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { PrivateFolder } from '../../../lib/private-folder.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { silentLog } from '../../collector/ingest/ingest-bed.ts'
import type { StoredReading } from './stored-readings.ts'

const machine: EnrolOptions['machine'] = {
  version: '0.1.0',
  hostname: 'pc',
  platform: 'linux',
  facts: { macs: [] },
}

export class SpoolingAgent {
  readonly hostId: string
  /** As the store must give it back; nothing of the program touches it. */
  readonly journal: StoredReading[] = []
  readonly #spool: Spool
  readonly #link: Link
  #lastMs = 0

  private constructor(hostId: string, spool: Spool, link: Link) {
    this.hostId = hostId
    this.#spool = spool
    this.#link = link
  }
  /** Enrols with the collector of the token, and from then on looks for it again and again. */
  static async begin(folder: string, token: string): Promise<SpoolingAgent> {
    const files = new PrivateFolder(folder)
    const signal = AbortSignal.timeout(20_000)
    const { hostId } = await enrol({ token, machine, files, clock: systemClock, signal })
    const identity = await loadIdentity(files)
    if (!identity) throw new Error('The enrolment left no identity')
    const collectors = new CollectorList(files, [], identity.addresses)
    const own = { clock: systemClock, log: silentLog }
    const spool = openSpool({
      ...own,
      path: path.join(folder, 'spool.db'),
      bootId: 'boot',
      files: spoolFiles,
    })
    const instance = randomBytes(8).toString('hex')
    const { agentId } = identity
    const link = new Link({
      ...own,
      spool,
      connect: createConnect({ ...own, identity, collectors }),
      hello: () => ({
        ...machine,
        agentId,
        checks: [],
        configVersion: 1,
        instance,
      }),
      random: Math.random,
      retryFirstMs: 10,
      retryLastMs: 20,
    })
    void link.start()
    return new SpoolingAgent(hostId, spool, link)
  }
  get connected(): boolean {
    return this.#link.stats().connected
  }
  /** Lets go of what was acknowledged; answers how many rows are not. */
  settled(): number {
    this.#spool.append([], systemClock.now())
    return this.#spool.stats().backlogRows
  }
  /** A beat: a metric, a text, and a state that now and then is news. */
  beat(random: () => number): void {
    const timeMs = Math.max(systemClock.now(), this.#lastMs + 1)
    this.#lastMs = timeMs
    const used = Math.round(random() * 1000) / 10
    const share = Math.round(random() * 1000) / 10
    const name = `program ${Math.floor(random() * 5)}`
    const duration = Math.round(random() * 1e5) / 100
    const state = random() < 0.2 ? 'failed' : 'ok'
    this.#post(timeMs, [
      reading(
        disk,
        { path: '/srv', device: 'sda1', fstype: 'ext4', mode: 'rw' },
        { used_percent: used },
      ),
      reading(processTop, { by: 'cpu', rank: '1' }, { name, cpu: share }),
      reading(source, { source: 'disk' }, { state, duration_ms: duration }),
    ])
    this.#note(timeMs, 'disk', { used_percent: used })
    this.#note(timeMs, 'process_top', { name, cpu: share })
    this.#note(timeMs, 'source', { state: state === 'ok' ? 0 : 2, duration_ms: duration })
  }
  #post(timeMs: number, readings: readonly Reading[]): void {
    this.#link.post(this.#spool.append(readings, timeMs))
  }
  #note(timeMs: number, measurement: string, values: StoredReading['values']): void {
    this.journal.push({ host: this.hostId, measurement, tags: '', timeMs, values })
  }
  async close(): Promise<void> {
    await this.#link.close('stop')
    this.#spool.close()
  }
}
