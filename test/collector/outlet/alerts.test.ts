import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AlertRecord, Severity } from '../../../collector/model/alerts.ts'
import { createAlerts } from '../../../collector/state/alerts.ts'
import { createEngineState, type AlertChange } from '../../../collector/state/alert-engine.ts'
import {
  influxQuery,
  influxServer,
  makeDatabase,
  type DatabaseServer,
} from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'
import { openScene, type Scene } from './scene.ts'

const alert: AlertRecord = {
  id: 'a1',
  ruleId: 'disk-full',
  severity: 'warning',
  hostId: 'h1',
  siteId: null,
  object: '/',
  openedAtMs: 0,
  clearedAtMs: null,
  acknowledgedAtMs: null,
  acknowledgedBy: null,
  silencedUntilMs: null,
  parentId: null,
  values: {},
}

describe.skipIf(missing('influxd', 'influxdb'))('alerts in a real InfluxDB 1.x', () => {
  let server: DatabaseServer
  let scene: Scene
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
  })
  afterAll(() => server.remove())
  beforeEach(async () => {
    await influxQuery(server.url, 'DROP DATABASE mlinzi')
    await makeDatabase(server.url)
    scene = await openScene(server.url)
    await scene.outlet.start()
  })
  afterEach(() => scene.close())

  async function judged(kind: AlertChange['kind'], severity: Severity): Promise<void> {
    const nowMs = scene.clock.now()
    const clearedAtMs = kind === 'cleared' ? nowMs : null
    const change = { alert: { ...alert, severity, clearedAtMs }, kind, atMs: nowMs }
    const batch = { cursor: 0, nowMs, states: [], changes: [change], folds: [] }
    await createEngineState(scene.state.db).commit(batch, () => [])
    await told()
  }
  async function told(): Promise<void> {
    await scene.clock.advance(6000)
    await scene.outlet.idle()
  }
  const rowsOf = async (query: string): Promise<unknown[][]> =>
    (await influxQuery(server.url, query)).flatMap(({ values }) =>
      values.map((row) => row.slice(1)),
    )
  /** As the dashboards ask: the newest of each computer, under each name that it has had. */
  const openUnder = async (): Promise<unknown[]> =>
    (
      await influxQuery(
        server.url,
        'SELECT "open" FROM (SELECT last("open") AS "open" FROM "1h"."alert" GROUP BY "host_id", "host", "site", "rule", "object") WHERE "open" > 0 GROUP BY "host", "site"',
      )
    ).map(({ tags }) => [tags?.['host'], tags?.['site']])
  const severities = () =>
    rowsOf('SELECT "transition", "severity", "severity_code" FROM "1h".alert')

  it('a transition keeps the severity that the alert had by then, also when it is sent again', async () => {
    await judged('opened', 'warning')
    await judged('worsened', 'critical')
    await createAlerts(scene.state.db).acknowledge('a1', 'asha', scene.clock.now())
    await judged('eased', 'warning')
    await judged('cleared', 'warning')
    const expected = [
      ['opened', 'warning', 1],
      ['worsened', 'critical', 2],
      ['acknowledged', 'critical', 2],
      ['eased', 'warning', 1],
      ['cleared', 'warning', 1],
    ]
    expect(await severities()).toEqual(expected)
    await influxQuery(server.url, 'DROP DATABASE mlinzi')
    await makeDatabase(server.url)
    await scene.clock.advance(11 * 60_000)
    await scene.settle()
    expect(await severities()).toEqual(expected)
  })

  it('an open alert of a renamed computer is listed once, under the new name', async () => {
    await judged('opened', 'critical')
    expect(await openUnder()).toEqual([['pc-01', 'Mji mkuu']])
    scene.hosts['h1'] = { name: 'mhasibu-01', site: 'Kilolo', department: '', role: 'desktop' }
    await told()
    expect(await openUnder()).toEqual([['mhasibu-01', 'Kilolo']])
    await judged('cleared', 'critical')
    expect(await openUnder()).toEqual([])
  })

  it('a name that changed while nothing ran, or the database was away, is told afterwards', async () => {
    await judged('opened', 'warning')
    await server.kill()
    scene.hosts['h1'] = { name: 'mhasibu-01', site: 'Kilolo', department: '', role: 'desktop' }
    await scene.restart()
    await told()
    await server.start()
    await scene.settle()
    expect(await openUnder()).toEqual([['mhasibu-01', 'Kilolo']])
  })

  it('an alert of a computer that was deleted ends under the name that it had', async () => {
    await judged('opened', 'warning')
    delete scene.hosts['h1']
    await judged('cleared', 'warning')
    expect(await openUnder()).toEqual([])
  })
})
