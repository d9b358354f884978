/** Two computers, two readers and two rules: the office of the mail tests. */
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { mem } from '../../../contract/catalogue/families/mem.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import {
  alertScene,
  hostNamed,
  office,
  reader,
  rulesOf,
  type AlertScene,
  type SceneSetup,
} from '../../support/alert-scene.ts'
import type { Mailbox } from '../../support/mailbox.ts'

const gb = 1024 ** 3
const rules = rulesOf(`
- id: disk
  text: disk-full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  warning: { when: { field: used_percent, above: 85 } }
  critical: { when: { field: used_percent, above: 95 } }
- id: memory
  text: memory-full
  kind: threshold
  select: { measurement: mem }
  warning: { when: { field: used_percent, above: 90 } }
`)
export const full = (percent: number, path = '/srv') =>
  reading(
    disk,
    { path, device: 'sda1', fstype: 'ext4', mode: 'rw' },
    { used_percent: percent, free: gb, total: 20 * gb },
  )
export const memory = (percent: number) =>
  reading(mem, {}, { used_percent: percent, used: 15 * gb, total: 16 * gb })

/** Begun at 10:42 with an empty outbox that posts into the mailbox. */
export async function twoRuleScene(box: Mailbox, setup: SceneSetup = {}): Promise<AlertScene> {
  const scene = await alertScene({
    rules,
    startMs: office('2026-11-12T10:42'),
    hosts: [hostNamed('pc', { siteId: 'hq', departmentId: 'afya' }), hostNamed('pc2')],
    recipients: [reader('asha', { language: 'sw' }), reader('john')],
    smtp: box.settings,
    ...setup,
  })
  await scene.settings.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] })
  await scene.settings.saveDepartment({ id: 'afya', name: 'Idara ya Afya' })
  await scene.start()
  // The morning summary is a test of its own.
  for (const one of await scene.settings.recipients())
    await scene.outbox.addSummary(one, '2026-11-12', 0)
  await scene.db.updateTable('outbox_mail').set({ state: 'sent' }).execute()
  await scene.startMail()
  return scene
}
