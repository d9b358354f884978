import type { Measurement } from '../../contract/catalogue/grammar.ts'
import { limits } from '../../contract/wire/limits.ts'
import type { ProfileSettings } from '../../contract/wire/messages.ts'
import { RowsRoom } from '../../contract/wire/rows-room.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { HostsRepository } from '../model/hosts.ts'
import type { AgentPeer, IngestStage, PeerSession } from '../model/sessions.ts'
import type { Commit, TimeSeriesStore } from '../model/store.ts'
import type { BootRepository } from '../state/boots.ts'
import type { AgentPiece, DictionaryRepository } from '../state/dictionaries.ts'
import type { QuarantineRepository } from '../state/quarantine.ts'
import { AgentDictionary } from './agent-dictionary.ts'
import { BootTimeline } from './boot-timeline.ts'
import { CollectorClockWrong } from './collector-clock-wrong.ts'
import { Committer, type DiskForRows } from './committer.ts'
import { GroupWriter } from './group-writer.ts'
import { HistoryCredits } from './history-credits.ts'
import { IngestSession } from './ingest-session.ts'
import { IngestRounds } from './ingest-rounds.ts'
import type { Flusher, IngestCounts, IngestWorks, Waiter } from './ingest-works.ts'
import { Pressure } from './pressure.ts'
import { QuarantineDesk } from './quarantine-desk.ts'
import { SeriesChecks } from './series-check.ts'
import { ingestDefaults, type IngestSettings } from './settings.ts'

export interface IngestParts {
  readonly store: TimeSeriesStore
  readonly dictionaries: DictionaryRepository
  readonly boots: BootRepository
  readonly quarantine: QuarantineRepository
  readonly hosts: Pick<HostsRepository, 'setInventory' | 'setContact'>
  /** Our own measurements by name; rows of others are only checked as announced. */
  readonly catalogue: ReadonlyMap<string, Measurement>
  readonly clock: Clock
  readonly log: Log
  /** 0 to 1, like Math.random. */
  readonly random: () => number
  readonly profileOf: (hostId: string) => ProfileSettings
  readonly siteOf: (hostId: string) => string | null
  /** Whether that host's agent may bring readings of the other one; left out: of none. */
  readonly speaksFor?: (hostId: string, deviceId: string) => boolean
  /** Free bytes on the disk of the store; looked at every few seconds. */
  readonly freeBytes: () => Promise<number>
  readonly disk?: DiskForRows
  /** After the rows are durable; must not throw and must return quickly. */
  readonly onCommit: (commit: Commit) => void
  /** A live frame of the host came. */
  readonly onHeard: (hostId: string, atMs: number) => void
  /** By how many seconds the host's clock is ahead of ours: at each contact and change. */
  readonly onClockOffset: (hostId: string, seconds: number) => void
  readonly settings?: Partial<IngestSettings>
  /** Series of one agent that are stored. */
  readonly seriesPerAgentMax?: number
}

export interface Ingest extends IngestStage {
  counts(): Readonly<IngestCounts> & { readonly quarantined: number; readonly queueBytes: number }
  /** Sockets are paused because store or disk cannot follow. */
  readonly overloaded: boolean
  close(): Promise<void>
}

export function createIngest(parts: IngestParts): Ingest {
  return new IngestCore(parts)
}

class IngestCore implements Ingest {
  readonly #parts: IngestParts
  readonly #settings: IngestSettings
  readonly #checks: SeriesChecks
  readonly #pressure: Pressure
  readonly #committer: Committer
  readonly #works: IngestWorks
  readonly #rounds: IngestRounds
  readonly #pieces: GroupWriter<AgentPiece>
  readonly #sessions = new Set<IngestSession>()
  readonly #waiters = new Set<Waiter>()
  readonly #flushers = new Set<Flusher>()
  #queueBytes = 0

  constructor(parts: IngestParts) {
    const settings = { ...ingestDefaults, ...parts.settings }
    this.#parts = parts
    this.#settings = settings
    this.#pieces = new GroupWriter((pieces) => parts.dictionaries.add(pieces))
    this.#checks = new SeriesChecks(parts.catalogue)
    this.#pressure = new Pressure(parts.log, (on) => this.#pauseAll(on))
    this.#committer = new Committer({
      ...parts,
      settings,
      pressure: this.#pressure,
      onRoom: () => this.#wakeWaiters(),
      onSettled: () => this.#flushAll(),
    })
    this.#works = this.#createWorks()
    this.#rounds = new IngestRounds({
      ...parts,
      settings,
      credits: this.#works.credits,
      onOwnClockJump: () => this.#restartSessions(),
    })
    this.#rounds.start()
  }

  get overloaded(): boolean {
    return this.#pressure.on || this.#rounds.diskFull
  }

  counts(): ReturnType<Ingest['counts']> {
    const { counts, quarantine } = this.#works
    return { ...counts, quarantined: quarantine.total, queueBytes: this.#queueBytes }
  }

  async open(peer: AgentPeer, arrivalMs: number): Promise<PeerSession> {
    if (arrivalMs < this.#settings.clockFloorMs) {
      throw new CollectorClockWrong(`Our own clock says ${new Date(arrivalMs).toISOString()}`)
    }
    this.#rounds.watchOwnClock()
    const { agentId, hostId, hello } = peer
    const dictionary = await this.#openDictionary(peer)
    const timeline = new BootTimeline(agentId, await this.#parts.boots.load(agentId))
    timeline.contact(hello.clock, arrivalMs)
    const changes = timeline.takeChanges()
    if (changes) await this.#works.boots.save(changes)
    const session = new IngestSession({
      peer,
      works: this.#works,
      dictionary,
      timeline,
      clock: { boot: hello.clock.boot, wallErrorMs: hello.clock.wallMs - arrivalMs },
      profile: () => this.#parts.profileOf(hostId),
      onClosed: (closed) => {
        this.#sessions.delete(closed)
        this.#waiters.delete(closed)
      },
    })
    this.#sessions.add(session)
    session.pause.all(this.#pressure.on)
    return session
  }

  async close(): Promise<void> {
    this.#rounds.stop()
    await this.#committer.close()
    for (const session of this.#sessions) session.closed()
    await this.#works.quarantine.close()
    await this.#works.boots.close()
    await this.#pieces.close()
  }

  #openDictionary({ agentId, hostId, hello }: AgentPeer): Promise<AgentDictionary> {
    const { dictionaries: repository, store, speaksFor } = this.#parts
    const { seriesPerAgentMax: seriesMax = limits.seriesPerAgentMax } = this.#parts
    const own = { agentId, hostId, repository, speaksFor, seriesMax }
    const parts = { ...own, series: store.series, writer: this.#pieces, checks: this.#checks }
    return AgentDictionary.open(parts, hello.dictionary)
  }

  #createWorks(): IngestWorks {
    const { clock, log, quarantine, boots, siteOf, onHeard } = this.#parts
    const committer = this.#committer
    const settings = this.#settings
    return {
      settings,
      clock,
      log,
      credits: new HistoryCredits(
        settings,
        () => clock.monotonic(),
        () => !this.overloaded,
      ),
      boots: new GroupWriter((changes) => boots.save(changes)),
      quarantine: new QuarantineDesk({
        repository: quarantine,
        clock,
        log,
        perSecondMax: settings.quarantinePerSecondMax,
      }),
      counts: { frames: 0, rows: 0, refused: 0 },
      room: new RowsRoom(),
      get full() {
        return committer.full
      },
      commit: (prepared) => committer.add(prepared),
      waitForRoom: (waiter) => this.#waiters.add(waiter),
      flushSoon: (flusher) => this.#flushers.add(flusher),
      queued: (bytes) => this.#queued(bytes),
      siteOf,
      heard: onHeard,
      keepInventory: (hostId, hash, facts) => this.#keepInventory(hostId, hash, facts),
      noteClock: (hostId, seconds, later) => this.#noteClock(hostId, seconds, later),
    }
  }

  #queued(bytes: number): void {
    this.#queueBytes += bytes
    const { queueBytesMax } = this.#settings
    if (this.#queueBytes > queueBytesMax) this.#pressure.set('queue_full', true)
    else if (this.#queueBytes < queueBytesMax / 2) this.#pressure.set('queue_full', false)
  }

  #pauseAll(on: boolean): void {
    for (const session of this.#sessions) session.pause.all(on)
  }

  /** Those who waited longest go first; who finds no room waits again, behind the others. */
  #wakeWaiters(): void {
    for (const waiter of Array.from(this.#waiters)) {
      if (this.#committer.full) return
      this.#waiters.delete(waiter)
      waiter.pump()
    }
  }

  #flushAll(): void {
    for (const flusher of this.#flushers) flusher.flush()
    this.#flushers.clear()
  }

  #restartSessions(): void {
    const text = 'The collector has set its clock; say hello again.'
    for (const session of Array.from(this.#sessions)) session.refuse('busy', text, 1)
  }

  #keepInventory(hostId: string, hash: string, facts: Readonly<Record<string, unknown>>): void {
    this.#parts.hosts.setInventory(hostId, hash, facts).catch((cause: unknown) => {
      this.#parts.log.error({ hostId, cause: String(cause) }, 'An inventory could not be kept')
    })
  }

  /** The gateway writes the first contact of a session, offset included; here only what changes. */
  #noteClock(hostId: string, clockOffsetSeconds: number, later: boolean): void {
    const { hosts, clock, log, onClockOffset } = this.#parts
    onClockOffset(hostId, clockOffsetSeconds)
    if (!later) return
    hosts.setContact(hostId, { atMs: clock.now(), clockOffsetSeconds }).catch((cause: unknown) => {
      log.error({ hostId, cause: String(cause) }, "A host's clock could not be noted")
    })
  }
}
