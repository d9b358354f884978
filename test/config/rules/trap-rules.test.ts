/** The shipped rules of traps, on a timeline. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { trap, type TrapKind } from '../../../contract/catalogue/families/trap.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import {
  alertScene,
  hostNamed,
  office,
  shippedRules,
  type AlertScene,
} from '../../support/alert-scene.ts'

const minute = 60_000
let scene: AlertScene
beforeEach(async () => {
  scene = await alertScene({
    startMs: office('2026-11-12T08:00'),
    rules: shippedRules.filter(({ select }) => select.measurement === 'trap'),
    hosts: [hostNamed('ups1')],
  })
  await scene.start()
})
afterEach(() => scene.end())

const opens = async () =>
  (await scene.alerts.open()).map(({ ruleId, severity }) => `${ruleId} ${severity}`)
const report = (kind: TrapKind, event: string, count: number, total: number) =>
  scene.report('ups1', reading(trap, { kind }, { event, count, total }))

test('a few failed logins are nothing, many within the hour are a warning', async () => {
  await report('authentication_failure', 'authenticationFailure 2026-11-12T05Z', 1, 1)
  await scene.advance(minute)
  await report('authentication_failure', 'authenticationFailure 2026-11-12T05Z', 4, 5)
  expect(await opens()).toEqual([])
  await scene.advance(minute)
  await report('authentication_failure', 'authenticationFailure 2026-11-12T05Z', 40, 45)
  expect(await opens()).toEqual(['device-login-attempts warning'])
})

test('a few failed logins now and then never add up', async () => {
  for (let round = 1; round <= 4; round++) {
    await report('authentication_failure', `authenticationFailure round ${round}`, 4, 4 * round)
    await scene.advance(90 * minute)
  }
  expect(await scene.history()).toHaveLength(0)
})

test('an alarm of a UPS is told once within the hour', async () => {
  const event = 'upsTrapAlarmEntryAdded (chargerFailed) 2026-11-12T05Z'
  await report('ups_alarm', event, 1, 1)
  await scene.advance(minute)
  await report('ups_alarm', event, 3, 4)
  expect(await opens()).toEqual(['ups-alarm warning'])
  expect(await scene.history()).toHaveLength(1)
})

test('what polling tells, and what is of every day, opens nothing', async () => {
  const quiet = ['ups_on_battery', 'ups_low_battery', 'link_down', 'cold_start', 'other'] as const
  for (const kind of quiet) await report(kind, `${kind} 2026-11-12T05Z`, 1, 1)
  expect(await scene.history()).toHaveLength(0)
})
