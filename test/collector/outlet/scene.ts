/** An outlet with a real store, a real state database and a clock that the test moves. */
import path from 'node:path'
import { expect } from 'vitest'
import type { SeriesDescriptor } from '../../../contract/wire/series.ts'
import type { Commit } from '../../../collector/model/store.ts'
import { Outlet } from '../../../collector/outlet/outlet.ts'
import type { OutletSettings } from '../../../collector/outlet/settings.ts'
import { createOutlet, type OutletRepository } from '../../../collector/state/outlet.ts'
import { openCollectorState } from '../../../collector/state-tables.ts'
import { rememberingLog } from '../../support/remembering-log.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'
import { cpu, frame, hourMs, open, scratch, start, type TestRow } from '../store/fixture.ts'

export const settings: OutletSettings = {
  flavour: 'influxdb-1',
  url: 'http://127.0.0.1:1',
  database: 'mlinzi',
  organisation: 'office',
  user: '',
  secret: '',
  batchPointsMax: 500,
  // The test's hours pass in moments, in which a real answer is still on its way.
  timeoutMs: 10 * hourMs,
}

export const mem: SeriesDescriptor = {
  measurement: 'mem',
  tags: [],
  fields: [
    { name: 'used', kind: 'integer', decimals: 0 },
    { name: 'used_percent', kind: 'float', decimals: 1 },
  ],
}

export type Scene = Awaited<ReturnType<typeof openScene>>

export async function openScene(url: string, change: Partial<OutletSettings> = {}) {
  const place = scratch()
  const clock = new VirtualClock(start + 10 * hourMs)
  const store = await open(place.file, { clock, retention: { full: 14, m5: 396, h1: 1827 } })
  const state = await openCollectorState(path.join(place.folder, 'state.db'))
  const repository: OutletRepository = createOutlet(state.db)
  const log = rememberingLog()
  const [cpuId = 0] = await store.series.register('h1', [cpu])
  const [memId = 0] = await store.series.register('h2', [mem])
  const hosts: Record<string, { name: string; site: string; department: string; role: string }> = {
    h1: { name: 'pc-01', site: 'Mji mkuu', department: 'Finance', role: 'desktop' },
    h2: { name: 'pc-02', site: '', department: '', role: 'laptop' },
  }
  const create = (): Outlet =>
    new Outlet({
      settings: { ...settings, url, ...change },
      store,
      state: repository,
      tagsOf: (id) => hosts[id],
      presences: () => [],
      siteName: () => undefined,
      optionalTags: () => [],
      clock,
      log,
      random: () => 0.5,
    })
  const scene = {
    outlet: create(),
    store,
    state,
    repository,
    clock,
    log,
    cpuId,
    memId,
    seq: 0,
    hosts,
  }
  return {
    ...scene,
    /** As the collector does: the outlet hears of what is durable. */
    async append(rows: readonly Omit<TestRow, 'seq'>[]): Promise<Commit> {
      const numbered = rows.map((row) => ({ ...row, seq: ++this.seq }))
      const commit = await store.append([frame(numbered)], clock.now())
      this.outlet.offer(commit)
      return commit
    },
    async restart(): Promise<void> {
      await this.outlet.stop()
      this.outlet = create()
      await this.outlet.start()
    },
    /** Lets time pass until nothing waits, at most two simulated hours. */
    async settle(): Promise<void> {
      for (let turn = 0; turn < 400; turn++) {
        await this.outlet.idle()
        await store.maintain(clock.now())
        const { waitingHours, fault, commit } = await this.outlet.stats()
        const { lastCommit } = await store.stats()
        if (turn > 1 && waitingHours === 0 && !fault && commit === lastCommit) return
        await clock.advance(5000)
      }
      expect(await this.outlet.stats()).toBe('settled')
    },
    async close(): Promise<void> {
      await this.outlet.stop()
      await store.close()
      await state.close()
      place.remove()
    },
  }
}
