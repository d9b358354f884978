import { antivirusProduct } from '../../../contract/catalogue/families/antivirus-product.ts'
import { antivirusThreat } from '../../../contract/catalogue/families/antivirus-threat.ts'
import { antivirus } from '../../../contract/catalogue/families/antivirus.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import { epochSeconds, hasHappened, type Moment } from '../moment.ts'
import { noise, seedOf } from '../random.ts'
import { isWindows } from '../systems.ts'

const hour = 3_600_000
const day = 24 * hour
const oldDays = 12

type State = NonNullable<FieldsOf<typeof antivirus>['state']>

export function antivirusFacts(moment: Moment): readonly Reading[] {
  const { host } = moment
  if (!isWindows(host.system)) return [verdict('not_applicable', {})]
  if (host.ills.has('antivirus_none')) return [verdict('none', { products: '', realtime: false })]
  const threat = host.ills.has('threat') && hasHappened(moment)
  const product = productOf(moment)
  const off = host.ills.has('antivirus_off')
  const old = host.ills.has('definitions_old')
  const definitions = definitionsOf(moment)
  return [
    verdict(off ? 'off' : old ? 'definitions_old' : 'protected', {
      product: off ? '' : product,
      products: product,
      realtime: !off,
      ...definitions,
      definitions_dated: true,
      ...scansOf(moment),
      threats_found: threat ? 1 : 0,
      threats_active: 0,
    }),
    productRow(moment, product, off),
    ...(threat ? [threatRow(moment, product)] : []),
  ]
}

function verdict(state: State, fields: FieldsOf<typeof antivirus>): Reading {
  return reading(antivirus, {}, { state, reason: 'none', ...fields })
}

/** Most have what Windows brings along; some have what the office bought. */
function productOf({ host }: Moment): string {
  return seedOf(host.name) % 4 === 0 ? 'ESET Security' : 'Microsoft Defender Antivirus'
}

function definitionsOf({ host, timeMs }: Moment) {
  const share = noise(seedOf(host.name), 1)
  const age = host.ills.has('definitions_old') ? (oldDays + share * 9) * day : share * 20 * hour
  return {
    definitions_at: epochSeconds(timeMs - age),
    definitions_age: Math.floor(age / 1000),
  }
}

function scansOf({ host, timeMs }: Moment) {
  const quick = noise(seedOf(host.name), 2) * 2 * day
  const full = (1 + noise(seedOf(host.name), 3) * 6) * day
  return {
    quick_scan_age: Math.floor(quick / 1000),
    full_scan_age: Math.floor(full / 1000),
    scan_at: epochSeconds(timeMs - quick),
  }
}

function productRow(moment: Moment, product: string, off: boolean): Reading {
  const { ills } = moment.host
  return reading(
    antivirusProduct,
    { product },
    {
      state: off ? 'off' : 'on',
      reason: 'none',
      realtime: !off,
      definitions: ills.has('definitions_old') ? 'old' : 'current',
      ...definitionsOf(moment),
    },
  )
}

function threatRow({ host, storyMs }: Moment, product: string): Reading {
  return reading(
    antivirusThreat,
    { product, slot: '1' },
    {
      detection: `demo-${seedOf(host.name + String(storyMs)).toString(16)}`,
      threat: 'Worm:VBS/Jenxcus.A',
      severity: 'severe',
      state: 'quarantined',
      detected_at: epochSeconds(storyMs + 60_000),
    },
  )
}
