import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { victoriaServer, type DatabaseServer } from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'
import { hourMs, start } from '../store/fixture.ts'
import { openScene, type Scene } from './scene.ts'

const noon = start + 10 * hourMs

interface Exported {
  readonly metric: Readonly<Record<string, string>>
  readonly values: readonly number[]
  readonly timestamps: readonly number[]
}

describe.skipIf(missing('victoria-metrics', 'victoria-metrics'))(
  'with a real VictoriaMetrics',
  () => {
    let server: DatabaseServer
    let scene: Scene
    beforeAll(async () => {
      server = await victoriaServer()
      await server.start()
    })
    afterAll(() => server.remove())
    beforeEach(async () => {
      scene = await openScene(server.url, { flavour: 'victoria-metrics' })
      await scene.outlet.start()
    })
    afterEach(() => scene.close())

    async function exported(name: string): Promise<readonly Exported[]> {
      await fetch(`${server.url}/internal/force_flush`)
      const answer = await fetch(`${server.url}/api/v1/export?match[]=${name}`)
      const lines = (await answer.text()).split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as Exported)
    }

    it('gets numbers, booleans and codes, once per row, and no roll-ups', async () => {
      const rows = Array.from({ length: 20 }, (_, at) => ({
        series: scene.cpuId,
        timeMs: noon + at * 60_000,
        values: [at * 100 + 25, at, 1, at % 2, 'a text'],
      }))
      await scene.append(rows)
      await scene.clock.advance(2 * hourMs)
      await scene.settle()
      const [usage] = await exported('cpu_usage')
      expect(usage?.metric).toMatchObject({ host: 'pc-01', host_id: 'h1', cpu: 'cpu-total' })
      expect(usage?.timestamps).toEqual(rows.map(({ timeMs }) => timeMs))
      expect(usage?.values).toEqual(rows.map((_, at) => at + 0.25))
      expect((await exported('cpu_state_code'))[0]?.values).toEqual(rows.map((_, at) => at % 2))
      expect((await exported('cpu_on'))[0]?.values).toEqual(rows.map(() => 1))
      for (const none of ['cpu_note', 'cpu_state', 'cpu_usage_mean', 'cpu_usage_count']) {
        expect(await exported(none)).toEqual([])
      }
    })
  },
)
