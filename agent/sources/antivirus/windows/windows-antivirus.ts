/** Antivirus on Windows, from the slow tier of the batched query. */
import { Unknown, type UnknownReason } from '../../../host/host.ts'
import type { WindowsFacts } from '../../../host/windows/facts.ts'
import { fieldsOf, numberOf } from '../../parts/narrow.ts'
import { section, type Answer } from '../../parts/section-answer.ts'
import { securityCenterHealth } from '../../parts/security-center.ts'
import type { AntivirusFindings, AntivirusProduct, Threat } from '../product.ts'
import { brandOf, productsByService, serviceRuns, serviceState } from './brands.ts'
import { decodeDefenderEvents, decodeDetections, mergeThreats } from './defender-threats.ts'
import { decodeDefender, type DefenderStatus } from './defender.ts'
import { decodeRegistered, type RegisteredProduct } from './registered.ts'
import { vendorFacts } from './vendors.ts'

/** Security Center starts late: so long after boot an empty list says nothing. */
const settledMs = 600_000

/** Throws Unknown when neither Security Center nor anything else could be asked. */
export function windowsAntivirus(facts: WindowsFacts, uptimeMs: number): AntivirusFindings {
  const center = section(facts, 'av')
  const status = section(facts, 'defender')
  const services = section(facts, 'avServices')
  const summed = summedUp(facts)
  if (center.failed && services.failed && !status.value && summed.length === 0) {
    throw new Unknown(center.failed, 'Neither Security Center nor the list of services answered')
  }
  const registered = center.value === undefined ? [] : decodeRegistered(center.value)
  const defender = decodeDefender(status.value, facts.observedAtMs)
  const vendors = section(facts, 'avVendors').value
  const products = [
    ...registeredProducts(registered, defender, status.failed),
    ...unregistered(registered, defender, status),
    ...productsByService(services.value).filter(
      ({ name }) => !registered.some((one) => brandOf(one.name)?.name === name),
    ),
    ...summed,
  ].map((product) => {
    const brand = brandOf(product.name)?.name
    return brand === undefined
      ? product
      : { ...product, ...vendorFacts(vendors, brand, facts.observedAtMs) }
  })
  return {
    products,
    threats: threatsOf(facts),
    withoutProduct: withoutProduct(facts, center, services, uptimeMs),
  }
}

function registeredProducts(
  registered: readonly RegisteredProduct[],
  defender: DefenderStatus | undefined,
  defenderFailed: UnknownReason | undefined,
): readonly AntivirusProduct[] {
  const otherIsOn = registered.some(({ isDefender, state }) => !isDefender && state === 'on')
  return registered.map((one): AntivirusProduct => {
    const brand = brandOf(one.name)
    const base: AntivirusProduct = {
      name: one.name,
      state: one.state,
      reason: one.state === 'unknown' ? 'bad_output' : undefined,
      besideOthers: brand?.besideOthers,
      realtime: one.state === 'unknown' ? undefined : one.state === 'on',
      definitions: one.definitions,
    }
    if (!one.isDefender || !defender) {
      return one.isDefender && defenderFailed ? { ...base, realtime: undefined } : base
    }
    return { ...mergedDefender(base, defender, otherIsOn), name: one.name }
  })
}

/** Its own account is newer and finer, but it is never "on" beside another that has the task. */
function mergedDefender(
  base: AntivirusProduct,
  defender: DefenderStatus,
  otherIsOn: boolean,
): AntivirusProduct {
  const stepsBack =
    defender.state === 'on' && otherIsOn && (base.state !== 'on' || defender.blockMode)
  const state = stepsBack ? 'passive' : defender.state === 'unknown' ? base.state : defender.state
  return {
    ...defender,
    state: state === 'off' && base.state === 'expired' ? 'expired' : snoozedOr(state, base),
    reason: state === 'unknown' ? (defender.reason ?? base.reason) : undefined,
    realtime: state === 'on' ? (defender.realtime ?? base.realtime) : false,
    definitions: base.definitions === 'old' ? 'old' : (defender.definitions ?? base.definitions),
  }
}

const snoozedOr = (
  state: AntivirusProduct['state'],
  base: AntivirusProduct,
): AntivirusProduct['state'] => (state === 'off' && base.state === 'snoozed' ? 'snoozed' : state)

/** Defender where it is not registered: on servers, and where Security Center did not answer. */
function unregistered(
  registered: readonly RegisteredProduct[],
  defender: DefenderStatus | undefined,
  status: Answer,
): readonly AntivirusProduct[] {
  if (registered.some(({ isDefender }) => isDefender)) return []
  if (defender) {
    const otherIsOn = registered.some(({ state }) => state === 'on')
    return defender.blockMode && otherIsOn
      ? [{ ...defender, state: 'passive', realtime: false }]
      : [defender]
  }
  // Its service runs, so it is there; only its provider could not be asked.
  return status.failed && status.failed !== 'not_installed'
    ? [{ name: 'Microsoft Defender', state: 'unknown', reason: status.failed }]
    : []
}

/** Where WMI does not name the products, Security Center still says whether one is at work. */
function summedUp(facts: WindowsFacts): readonly AntivirusProduct[] {
  const health = securityCenterHealth(section(facts, 'scHealth').value, 'antiVirus')
  // Poor may be off, expired or out of date: it does not tell which.
  const states = { good: 'on', not_monitored: 'off', snoozed: 'snoozed', poor: 'unknown' } as const
  if (health === undefined) return []
  return [
    {
      name: 'Windows Security Center',
      state: states[health],
      besideOthers: true,
      reason: 'bad_output',
    },
  ]
}

function threatsOf(facts: WindowsFacts): readonly Threat[] | undefined {
  const listed = section(facts, 'threats')
  const events = section(facts, 'defenderEvents')
  if (!listed.asked && !events.asked) return undefined
  if (listed.failed && (events.failed || !events.asked)) return undefined
  return mergeThreats(
    decodeDetections(listed.failed ? [] : listed.value),
    decodeDefenderEvents(events.failed ? [] : events.value),
  )
}

/** No product is a finding only where everything that could know one has answered. */
function withoutProduct(
  facts: WindowsFacts,
  center: Answer,
  services: Answer,
  uptimeMs: number,
): 'none' | UnknownReason {
  if (services.failed) return services.failed
  if (center.failed && center.failed !== 'not_installed') return center.failed
  const kind = numberOf(fieldsOf(section(facts, 'os').value)['productType'])
  const isServer = kind === 2 || kind === 3
  if (isServer || center.failed === 'not_installed') return 'none'
  if (!center.asked) return 'provider_failed'
  if (uptimeMs < settledMs) return 'busy'
  return serviceRuns(serviceState(services.value, 'wscsvc')) ? 'none' : 'provider_failed'
}
