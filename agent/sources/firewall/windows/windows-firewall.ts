/** The firewall of Windows, from the slow tier of the batched query. */
import { Unknown } from '../../../host/host.ts'
import type { WindowsFacts } from '../../../host/windows/facts.ts'
import { fieldsOf, listOf, numberOf, textOf } from '../../parts/narrow.ts'
import { decodeProductState } from '../../parts/product-state.ts'
import { section } from '../../parts/section-answer.ts'
import { securityCenterHealth } from '../../parts/security-center.ts'
import type { FirewallVerdict } from '../verdict.ts'
import { decodeProfiles, type FirewallProfile, type ProfileName } from './profiles.ts'

const ownName = 'Windows Firewall'
const running = 4
const stopped = new Set([0, 1])

export interface WindowsFirewall {
  readonly verdict: FirewallVerdict
  readonly profiles: readonly FirewallProfile[]
  /** Profiles of the networks in use; undefined: not told. */
  readonly active: readonly ProfileName[] | undefined
}

/** Throws Unknown when the registry could not be asked. */
export function windowsFirewall(facts: WindowsFacts): WindowsFirewall {
  const settings = section(facts, 'firewall')
  if (settings.failed) throw new Unknown(settings.failed, 'The firewall’s settings were not told')
  if (!settings.asked) throw new Unknown('provider_failed', 'Nobody asked for the firewall')
  const categories = section(facts, 'netCategories')
  const active =
    categories.asked && !categories.failed ? activeProfiles(categories.value) : undefined
  const profiles = decodeProfiles(settings.value)
  const service = numberOf(fieldsOf(settings.value)['service'])
  const registered = section(facts, 'fwProd')
  const others = thirdParties(registered.value)
  const network = networkOf(active)
  if (others.length > 0) {
    return {
      verdict: { state: 'third_party', product: others.join(', '), network },
      profiles,
      active,
    }
  }
  const own = { ...ownVerdict(profiles, active, service), product: ownName, network }
  // Its profiles also read 0 where another product has the task, and nobody could say whether one has.
  if (!registered.failed || own.state === 'on') return { verdict: own, profiles, active }
  const health = securityCenterHealth(section(facts, 'scHealth').value, 'firewall')
  const doubtful: FirewallVerdict = { state: 'unknown', reason: registered.failed, network }
  const byHealth = { good: { state: 'third_party', network }, poor: own } as const
  const judged = health === 'good' || health === 'poor' ? byHealth[health] : doubtful
  return { verdict: judged, profiles, active }
}

function ownVerdict(
  profiles: readonly FirewallProfile[],
  active: readonly ProfileName[] | undefined,
  service: number | undefined,
): FirewallVerdict {
  if (service !== undefined && stopped.has(service)) return { state: 'off' }
  if (service !== undefined && service !== running) return { state: 'unknown', reason: 'busy' }
  const states = new Set(profiles.map(({ state }) => state))
  if (states.has('off') && states.size === 1) return { state: 'off' }
  if (states.has('off')) {
    const activeOff =
      active && profiles.some(({ name, state }) => state === 'off' && active.includes(name))
    return { state: 'partly', activeOff }
  }
  return states.has('unknown') ? { state: 'unknown', reason: 'bad_output' } : { state: 'on' }
}

/** Those that are on: Windows then leaves the task to them, and its own profiles may read 0. */
function thirdParties(rows: unknown): readonly string[] {
  return listOf(rows, 16).flatMap((row) => {
    const { name, state } = fieldsOf(row)
    const number = numberOf(state)
    const shown = textOf(name)
    if (number === undefined || number < 0 || shown === undefined) return []
    const decoded = decodeProductState(number)
    return decoded.state === 'on' && !decoded.ofWindows ? [shown] : []
  })
}

/** NetworkCategory of MSFT_NetConnectionProfile. */
function activeProfiles(categories: unknown): readonly ProfileName[] {
  const names = ['public', 'private', 'domain'] as const
  return listOf(categories, 64).flatMap((category) => {
    const name = names[numberOf(category) ?? -1]
    return name === undefined ? [] : [name]
  })
}

function networkOf(active: readonly ProfileName[] | undefined): FirewallVerdict['network'] {
  if (active === undefined) return 'unknown'
  return (['public', 'private', 'domain'] as const).find((name) => active.includes(name)) ?? 'none'
}
