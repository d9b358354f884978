import { licence } from '../../../contract/catalogue/families/licence.ts'
import { removableUse } from '../../../contract/catalogue/families/removable-use.ts'
import { removable } from '../../../contract/catalogue/families/removable.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { hasHappened, type Moment } from '../moment.ts'
import { seedOf } from '../random.ts'
import { isWindows } from '../systems.ts'

const stickBytes = 16_008_609_792

export function licenceFacts({ host }: Moment): readonly Reading[] {
  if (!isWindows(host.system)) return []
  const state = host.ills.has('not_activated') ? 'notification' : 'licensed'
  const edition = host.role === 'server' ? 'ServerStandard' : 'Professional'
  return [reading(licence, { product: `Windows, ${edition} edition` }, { state })]
}

/** The stick stays in once it is plugged in; that it was plugged in is told once. */
export function stickFacts(moment: Moment, toldBefore: boolean): readonly Reading[] {
  const { host } = moment
  const stick = host.ills.has('memory_stick') && hasHappened(moment)
  const count = reading(removable, {}, { reason: 'none', count: stick ? 1 : 0 })
  if (!stick || toldBefore) return [count]
  const serial = `DEMO${seedOf(`${host.name} stick`).toString(16).toUpperCase()}`
  const model = 'SanDisk Cruzer Blade'
  const use = { device: `${model} ${serial}`, model, serial, size_bytes: stickBytes }
  return [count, reading(removableUse, {}, use)]
}
