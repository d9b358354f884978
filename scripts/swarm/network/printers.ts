/** Printers: toner that falls by the page, and what they complain of. */
import { printer } from '../../../contract/catalogue/families/printer.ts'
import { printerSupply } from '../../../contract/catalogue/families/printer-supply.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { seedOf } from '../random.ts'
import type { SimulatedDevice } from './devices.ts'
import type { DeviceTime } from './kinds.ts'

const dayMs = 86_400_000
const pagesADay = 160
/** A cartridge of 6,000 pages. */
const percentADay = (100 * pagesADay) / 6000
const colours = ['black', 'cyan', 'magenta', 'yellow'] as const

export function printerReadings(device: SimulatedDevice, time: DeviceTime): readonly Reading[] {
  const seed = seedOf(device.name)
  const days = (time.timeMs - time.storyMs) / dayMs
  const inColour = device.model.includes('C3226')
  const pages = 20_000 + (seed % 90_000) + Math.floor(days * pagesADay)
  const kinds = inColour ? colours : colours.slice(0, 1)
  const supplies = kinds.map((colour, at) => {
    const atStart = device.ill === 'toner_low' ? 6 : 30 + ((seed >>> (at * 3)) % 60)
    const left = Math.min(100, Math.max(0, atStart - days * percentADay))
    return reading(
      printerSupply,
      { supply: `${colour} toner`, number: String(at + 1), type: 'toner_cartridge', colour },
      {
        left_percent: left,
        level: Math.round(left),
        capacity: 100,
        state: left < 1 ? 'empty' : left < 15 ? 'low' : 'ok',
        waste: false,
      },
    )
  })
  const [condition, problem] =
    device.ill === 'no_paper'
      ? (['error', 'no_paper'] as const)
      : device.ill === 'toner_low'
        ? (['warning', 'low_toner'] as const)
        : (['ok', 'none'] as const)
  const state = reading(
    printer,
    {},
    {
      state: 'idle',
      condition,
      problem,
      offline: false,
      alerts: condition === 'ok' ? 0 : 1,
      pages,
      ...(inColour && { colour_pages: Math.floor(pages / 5) }),
    },
  )
  return [state, ...supplies]
}
