import { afterEach, describe, expect, it } from 'vitest'
import { AlertmanagerMirror } from '../../../collector/notify/alertmanager.ts'
import type { AlertRecord } from '../../../collector/model/alerts.ts'
import type { ChannelRecord } from '../../../collector/model/office.ts'
import { DatabaseServer, freePort } from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'

const absent = missing('prometheus-alertmanager', 'prometheus-alertmanager')
let server: DatabaseServer | undefined
afterEach(() => server?.remove())

interface Got {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: string
  readonly endsAt: string
}
async function started() {
  const made = new DatabaseServer(
    'prometheus-alertmanager',
    await freePort(),
    (folder, port) => [
      `--config.file=${import.meta.dirname}/alertmanager.yml`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    '/-/ready',
  )
  server = made
  await made.start()
  return made
}
const firing = async (url: string): Promise<readonly Got[]> =>
  (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly Got[]

function alertOf(id: string, more: Partial<AlertRecord> = {}): AlertRecord {
  return {
    id,
    ruleId: 'disk-full-data',
    severity: 'critical',
    hostId: 'pc',
    siteId: null,
    object: 'C:',
    openedAtMs: Date.now() - 60_000,
    clearedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    silencedUntilMs: null,
    parentId: null,
    values: {},
    ...more,
  }
}

describe.skipIf(absent)('an Alertmanager', () => {
  it('is told what is open, again after its restart, and what is over', async () => {
    const { url } = await started()
    const target: ChannelRecord = {
      id: 'am',
      kind: 'alertmanager',
      name: 'Alertmanager',
      enabled: true,
      severityMin: 'warning',
      language: 'sw',
      settings: { url, user: '', password: '' },
    }
    let open = [alertOf('a1'), alertOf('a2', { object: 'D:' }), alertOf('a3', { severity: 'info' })]
    let past: AlertRecord[] = []
    const logged: string[] = []
    const note = (_: object, sentence: string): void => void logged.push(sentence)
    const mirror = new AlertmanagerMirror({
      alerts: { open: async () => open, history: async () => past },
      channels: async () => [target],
      describe: async ({ object }) => ({
        title: `Diski ${object} inakaribia kujaa`,
        fact: 'Imetumika 96%',
        steps: ['Futa', 'Hamisha'],
        host: 'AFY-PC-014',
        site: '',
      }),
      consoleUrl: () => 'https://mlinzi:8443/',
      log: { debug: note, info: note, warn: note, error: note },
    })
    let nowMs = Date.now()
    await mirror.turn(nowMs)
    const told = (await firing(url)).toSorted((a, b) =>
      String(a.labels['object']).localeCompare(String(b.labels['object'])),
    )
    expect(told.map(({ labels }) => labels)).toEqual([
      {
        alertname: 'disk-full-data',
        severity: 'critical',
        mlinzi_alert: 'a1',
        host: 'AFY-PC-014',
        object: 'C:',
      },
      {
        alertname: 'disk-full-data',
        severity: 'critical',
        mlinzi_alert: 'a2',
        host: 'AFY-PC-014',
        object: 'D:',
      },
    ])
    expect(told[0]?.annotations).toEqual({
      summary: 'Diski C: inakaribia kujaa',
      description: 'Imetumika 96%',
      runbook: 'Futa\nHamisha',
    })
    expect(Date.parse(told[0]?.endsAt ?? '')).toBeGreaterThan(nowMs + 4 * 60_000)

    await server?.kill()
    await mirror.turn((nowMs += 61_000))
    expect(mirror.faults['am']).toContain('fetch failed')
    server?.wipe()
    await server?.start()
    expect(await firing(url)).toEqual([])
    await mirror.turn((nowMs += 61_000))
    expect(await firing(url)).toHaveLength(2)
    expect(mirror.faults).toEqual({})
    expect(logged).toEqual([
      'The Alertmanager does not take alerts',
      'The Alertmanager takes alerts again',
    ])

    past = [alertOf('a1', { clearedAtMs: Date.now() - 1000 })]
    open = [alertOf('a2', { object: 'D:' })]
    await mirror.turn(nowMs + 1000)
    expect((await firing(url)).map(({ labels }) => labels['object'])).toEqual(['D:'])
  })
})
