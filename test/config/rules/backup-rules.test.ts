/** The shipped rules of backups, on a timeline. */
import { afterEach, expect, test } from 'vitest'
import { backup } from '../../../contract/catalogue/families/backup.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import {
  alertScene,
  hostNamed,
  office,
  shippedRules,
  type AlertScene,
} from '../../support/alert-scene.ts'

const hour = 3_600_000
const rules = shippedRules.filter(({ id }) => id.startsWith('backup'))
const seconds = (local: string): number => office(local) / 1000

let scene: AlertScene
afterEach(() => scene.end())
async function begun(role: 'server' | 'desktop', at: string) {
  scene = await alertScene({ startMs: office(at), rules, hosts: [hostNamed('pc', { role })] })
  await scene.start()
}
const job = (fields: FieldsOf<typeof backup>, kind: 'data' | 'snapshot' = 'data'): Reading =>
  reading(backup, { job: 'restic:nas', product: 'restic', kind }, fields)
const opens = async () =>
  (await scene.alerts.open()).map(({ ruleId, severity }) => `${ruleId} ${severity}`)

test('a failed run is told once, however often its row comes', async () => {
  await begun('desktop', '2026-11-12T08:00')
  const failed = {
    state: 'failed',
    detail: 'exit 1',
    last_success: seconds('2026-11-11T16:00'),
  } as const
  await scene.report('pc', job({ ...failed, attempt: '2026-11-12T04:00:00.000Z failed exit 1' }))
  await scene.report('pc', job({ ...failed, attempt: '2026-11-12T04:00:00.000Z failed exit 1' }))
  expect(await opens()).toEqual(['backup-failed warning'])
})

test('a desktop’s last good copy of Monday: a warning on Wednesday, critical after five days of work', async () => {
  const monday = { state: 'ok', last_success: seconds('2026-11-09T16:00') } as const
  await begun('desktop', '2026-11-10T15:00')
  await scene.report('pc', job(monday))
  expect(await opens()).toEqual([])
  await scene.end()
  await begun('desktop', '2026-11-11T17:00')
  await scene.report('pc', job(monday))
  expect(await opens()).toEqual(['backup-old warning'])
  await scene.end()
  await begun('desktop', '2026-11-16T17:00')
  await scene.report('pc', job(monday))
  expect(await opens()).toEqual(['backup-old critical'])
  await scene.advance(hour)
  await scene.report('pc', job({ state: 'ok', last_success: seconds('2026-11-16T16:30') }))
  expect(await opens()).toEqual([])
})

test('a server is warned of after 26 hours; a shadow copy is no backup at all', async () => {
  await begun('server', '2026-11-11T17:00')
  const old = { state: 'ok', last_success: seconds('2026-11-10T14:00') } as const
  await scene.report('pc', job(old, 'snapshot'))
  expect(await opens()).toEqual([])
  await scene.report('pc', job(old))
  expect(await opens()).toEqual(['backup-old-server warning'])
})

test('a copy half as large as usual is told, a tenth is critical', async () => {
  await begun('desktop', '2026-11-12T08:00')
  const copy = (percent: number) =>
    job({ state: 'ok', last_success: seconds('2026-11-12T07:00'), size_percent: percent })
  await scene.report('pc', copy(45))
  expect(await opens()).toEqual(['backup-small warning'])
  await scene.advance(hour)
  await scene.report('pc', copy(4))
  expect(await opens()).toEqual(['backup-small critical'])
})
