/** M06 and M13: who gets which list, when, and how often. */
import { afterEach, expect, it } from 'vitest'
import { antivirus } from '../../../contract/catalogue/families/antivirus.ts'
import { osSupport } from '../../../contract/catalogue/families/os-support.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import {
  alertScene,
  hostNamed,
  office,
  reader,
  type AlertScene,
} from '../../support/alert-scene.ts'

const minute = 60_000
const hour = 60 * minute
let scene: AlertScene
afterEach(() => scene.end())

const route = {
  channels: ['mail'],
  phone: '',
  topics: [],
  hours: 'working',
  mailsPerDay: null,
  mailsPerMonth: null,
  smsPerDay: 0,
} as const
const kinds = async (kind: 'antivirus' | 'support') =>
  scene.db
    .selectFrom('outbox_mail')
    .select(['recipient_id', 'kind', 'id'])
    .where('kind', '=', kind)
    .execute()

it('the antivirus goes to the officer once a week, the systems to the director once a quarter', async () => {
  scene = await alertScene({
    hosts: ['a', 'b', 'c'].map((id) => hostNamed(id)),
    recipients: [reader('officer'), reader('director', { route: { ...route, part: 'director' } })],
    startMs: office('2026-11-12T10:00'),
  })
  await scene.start()
  await scene.startMail()
  for (let at = 0; at < 10; at++) {
    for (const id of ['a', 'b']) await scene.report(id, reading(antivirus, {}, { state: 'off' }))
    await scene.advance(5 * minute)
  }
  await scene.report(
    'c',
    reading(osSupport, {}, { state: 'ended', product: 'Windows 7', ends: 1_578_960_000 }),
  )
  await scene.advance(minute)
  expect((await scene.alerts.open()).map(({ ruleId }) => ruleId).toSorted()).toEqual([
    'antivirus-off',
    'antivirus-off',
    'os-support-ended',
  ])
  // Friday: the quarter's list, on its first morning with something in it; the week's is past.
  await scene.jump(office('2026-11-13T09:55'))
  await scene.advance(2 * hour, 10 * minute)
  expect(await kinds('antivirus')).toEqual([])
  expect((await kinds('support')).map((one) => one.recipient_id)).toEqual(['director'])
  await scene.jump(office('2026-11-16T09:55'))
  // The morning has its summary; the list comes later.
  expect(await kinds('antivirus')).toEqual([])
  await scene.advance(2 * hour, 10 * minute)
  expect((await kinds('antivirus')).map((one) => one.recipient_id)).toEqual(['officer'])
  const [list] = await kinds('antivirus')
  const matters = await scene.outbox.matters(list?.id ?? 0)
  expect(new Set(matters.map(({ alert }) => alert.hostId))).toEqual(new Set(['a', 'b']))
  await scene.jump(office('2026-11-17T09:55'))
  await scene.advance(hour, 10 * minute)
  expect(await kinds('antivirus')).toHaveLength(1)
  await scene.jump(office('2026-11-23T09:55'))
  await scene.advance(hour, 10 * minute)
  // Each Monday brings a list; the quarter's stays one.
  expect(await kinds('antivirus')).toHaveLength(2)
  expect(await kinds('support')).toHaveLength(1)
})
