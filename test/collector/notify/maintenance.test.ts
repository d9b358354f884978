import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MaintenanceWindow } from '../../../collector/state/maintenance-window.ts'
import { createMaintenanceWindows } from '../../../collector/state/maintenance-windows.ts'
import { mem } from '../../../contract/catalogue/families/mem.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import {
  alertScene,
  hostNamed,
  office,
  reader,
  rulesOf,
  zone,
  type AlertScene,
} from '../../support/alert-scene.ts'
import { mailbox, type Mailbox } from '../../support/mailbox.ts'

const minute = 60_000
const rules = rulesOf(`
- id: memory
  text: memory-full
  kind: threshold
  select: { measurement: mem }
  warning: { when: { field: used_percent, above: 90 } }
  critical: { when: { field: used_percent, above: 97 } }
`)
const memory = (percent: number) =>
  reading(mem, {}, { used_percent: percent, used: 15 * 1024 ** 3, total: 16 * 1024 ** 3 })

let box: Mailbox
let scene: AlertScene
/** Thursday 12/11/2026, 16:50. */
beforeEach(async () => {
  box = await mailbox()
  scene = await alertScene({
    rules,
    startMs: office('2026-11-12T16:50'),
    hosts: [
      hostNamed('pc', { siteId: 'hq', departmentId: 'afya' }),
      hostNamed('pc2', { siteId: 'hq', departmentId: 'elimu' }),
    ],
    recipients: [reader('john')],
    smtp: box.settings,
  })
  await scene.settings.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] })
  await scene.start()
  for (const one of await scene.settings.recipients())
    for (const day of ['12', '13', '18', '19', '20'])
      await scene.outbox.addSummary(one, `2026-11-${day}`, 0)
  await scene.db.updateTable('outbox_mail').set({ state: 'sent' }).execute()
  await scene.startMail()
})
afterEach(async () => {
  await scene.end()
  await box.close()
})

const windows = () => createMaintenanceWindows(scene.db)
const planned = (cover: MaintenanceWindow['cover'], when: MaintenanceWindow['when']) =>
  windows().add({ name: 'UPS', cover, when, by: 'asha', createdMs: scene.clock.now() })
const evening = {
  kind: 'once',
  fromMs: office('2026-11-12T17:00'),
  untilMs: office('2026-11-12T18:00'),
} as const
const kinds = async () => (await scene.history()).map((one) => one.kinds)

describe('problems in a maintenance window', () => {
  it('are recorded and not mailed; what is still open when it ends is told then', async () => {
    await planned({ kind: 'host', id: 'pc' }, evening)
    await scene.advance(15 * minute, minute)
    await scene.report('pc', memory(98))
    await scene.advance(54 * minute, minute)
    expect(await kinds()).toEqual([['opened', 'silenced']])
    expect(box.mails).toHaveLength(0)
    await scene.advance(3 * minute, minute)
    expect(box.mails).toHaveLength(1)
    await scene.report('pc', memory(20))
    await scene.advance(2 * minute, minute)
    expect(box.mails).toHaveLength(2)
  })
  it('which come and go in it are told to nobody', async () => {
    await planned({ kind: 'site', id: 'hq' }, evening)
    await scene.advance(15 * minute, minute)
    await scene.report('pc', memory(98))
    await scene.advance(5 * minute, minute)
    await scene.report('pc', memory(20))
    await scene.advance(90 * minute, minute)
    expect((await kinds())[0]).toContain('cleared')
    expect(box.mails).toHaveLength(0)
  })
  it('of another department, or before it begins, are mailed as ever', async () => {
    await planned({ kind: 'department', id: 'afya' }, evening)
    await scene.report('pc', memory(98))
    await scene.advance(minute)
    expect(box.mails).toHaveLength(1)
    await scene.report('pc', memory(20))
    await scene.advance(14 * minute, minute)
    expect(box.mails).toHaveLength(2)
    await scene.report('pc', memory(98))
    await scene.advance(15 * minute, minute)
    expect(box.mails).toHaveLength(2)
    await scene.report('pc2', memory(98))
    await scene.advance(minute)
    expect(box.mails).toHaveLength(3)
  })
  it('that were told before it are told as over inside it (A1)', async () => {
    await scene.report('pc', memory(98))
    await scene.advance(minute)
    await planned({ kind: 'host', id: 'pc' }, evening)
    await scene.advance(20 * minute, minute)
    await scene.report('pc', memory(20))
    await scene.advance(2 * minute, minute)
    expect(box.mails).toHaveLength(2)
  })
  it('are told within two minutes when somebody ends or removes it, also after a crash', async () => {
    const id = await planned({ kind: 'host', id: 'pc' }, evening)
    await planned({ kind: 'host', id: 'pc2' }, evening)
    await scene.advance(15 * minute, minute)
    await scene.report('pc', memory(98))
    await scene.report('pc2', memory(98))
    await scene.crash()
    await scene.start()
    await scene.startMail()
    await scene.advance(5 * minute, minute)
    expect(box.mails).toHaveLength(0)
    await windows().end(id, scene.clock.now())
    await scene.advance(2 * minute, minute)
    expect(box.mails).toHaveLength(1)
    for (const one of await windows().all()) await windows().remove(one.id)
    await scene.advance(2 * minute, minute)
    expect(box.mails).toHaveLength(2)
  })
  it('come again every week, over midnight, and an ended one does not take the next along', async () => {
    const days = [4]
    const when = { kind: 'weekly', days, from: '17:00', until: '02:00', zone } as const
    const id = await planned({ kind: 'host', id: 'pc' }, when)
    await scene.advance(15 * minute, minute)
    await windows().end(id, scene.clock.now())
    await scene.jump(office('2026-11-20T01:00'))
    await scene.report('pc', memory(98))
    await scene.advance(50 * minute, minute)
    expect(box.mails).toHaveLength(0)
    await scene.advance(15 * minute, minute)
    expect(box.mails).toHaveLength(1)
  })
})
it('a row that cannot be read holds back nothing', async () => {
  for (const [id, value] of Object.entries({ a: '{', b: '{"cover":{"kind":"host","id":"pc"}}' }))
    await scene.db.insertInto('maintenance_window').values({ id, value }).execute()
  await scene.report('pc', memory(98))
  await scene.advance(minute)
  expect(box.mails).toHaveLength(1)
  expect(await windows().all()).toEqual([])
})
