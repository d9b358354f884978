/** A fact that turns unknown is neither fine nor failed (A3), and a boolean has no unknown word. */
import { afterEach, expect, it } from 'vitest'
import { access } from '../../../contract/catalogue/families/access.ts'
import { firewall } from '../../../contract/catalogue/families/firewall.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { alertScene, office, rulesOf, type AlertScene } from '../../support/alert-scene.ts'

const rules = rulesOf(`
- id: firewall-partly
  kind: threshold
  select: { measurement: firewall }
  warning:
    when: [{ field: state, is: partly }, { field: active_off, is: [false] }]
- id: guest
  kind: state
  select: { measurement: access }
  field: guest_enabled
  warning: { is: [true] }
`)

let scene: AlertScene
afterEach(() => scene.end())
const open = async () => (await scene.alerts.open()).map(({ ruleId }) => ruleId)

it('a threshold over a state holds while the state is unknown, and ends when it is known', async () => {
  scene = await alertScene({ rules, startMs: office('2026-11-12T10:00') })
  await scene.start()
  const tell = async (state: 'partly' | 'unknown' | 'on') => {
    await scene.report('pc', reading(firewall, { system: 'windows' }, { state, active_off: false }))
    await scene.advance(60_000)
  }
  await tell('partly')
  expect(await open()).toEqual(['firewall-partly'])
  await tell('unknown')
  expect(await open()).toEqual(['firewall-partly'])
  await tell('on')
  expect(await open()).toEqual([])
})

it('a state rule over a boolean ends when it turns false', async () => {
  scene = await alertScene({ rules, startMs: office('2026-11-12T10:00') })
  await scene.start()
  const tell = async (guest_enabled: boolean | null) => {
    await scene.report('pc', reading(access, {}, { guest_enabled }))
    await scene.advance(60_000)
  }
  await tell(true)
  expect(await open()).toEqual(['guest'])
  await tell(null)
  expect(await open()).toEqual(['guest'])
  await tell(false)
  expect(await open()).toEqual([])
})
