import { afterEach, expect, it } from 'vitest'
import type { ExpectedOn } from '../../../collector/model/office.ts'
import { alertScene, hostNamed, office, type AlertScene } from '../../support/alert-scene.ts'

const minute = 60_000
const hour = 60 * minute
let scene: AlertScene
afterEach(() => scene.end())

const shop = { open: '08:00', close: '12:00' }
const mornings: ExpectedOn = {
  mode: 'hours',
  days: { 0: null, 1: shop, 2: shop, 3: shop, 4: shop, 5: shop, 6: shop },
  holidays: true,
}
async function begun(start: string) {
  const hosts = [hostNamed('srv', { role: 'server' }), hostNamed('pc', { critical: false })]
  scene = await alertScene({ hosts, startMs: office(start) })
  await scene.start()
  await scene.advance(6 * minute)
}
const opens = async () => (await scene.alerts.open()).map(({ ruleId }) => ruleId)

it('a server with hours of its own is missed within them only, after its whole time', async () => {
  await begun('2026-11-13T11:50')
  await scene.settings.setExpected({ hostId: 'srv' }, mornings)
  scene.engine.officeChanged()
  await scene.advance(2 * minute)
  await scene.presence('srv', 'off')
  // Friday 11:58: two minutes of its time are left; the next begins on Saturday at 08:00.
  await scene.jump(office('2026-11-14T07:50'))
  await scene.advance(10.5 * minute, minute)
  expect(await opens()).toEqual([])
  await scene.advance(minute)
  expect(await opens()).toEqual(['server-silent'])
})
it('without an own time it is its role’s that counts, and a change is followed at once', async () => {
  await begun('2026-11-14T10:00')
  await scene.settings.setExpected({ role: 'server' }, { mode: 'office' })
  scene.engine.officeChanged()
  await scene.presence('srv', 'unreachable')
  await scene.advance(hour)
  expect(await opens()).toEqual([])
  await scene.settings.setExpected({ role: 'server' }, null)
  scene.engine.officeChanged()
  await scene.advance(minute)
  expect(await opens()).toEqual(['server-silent'])
})
it('working days of a computer are the days on which it should be on', async () => {
  await begun('2026-11-13T09:00')
  await scene.settings.setExpected({ hostId: 'pc' }, mornings)
  scene.engine.officeChanged()
  await scene.presence('pc', 'off')
  // Saturday, Monday, Tuesday: three of its days, two of the office's.
  await scene.jump(office('2026-11-17T11:50'))
  await scene.advance(9 * minute, minute)
  expect(await opens()).toEqual([])
  await scene.advance(2 * minute)
  expect(await opens()).toEqual(['computer-absent'])
  expect((await scene.alerts.open())[0]?.values['days']).toBe(3)
})
