/**
 * The machine's own word on where its checks may go. Judged is the address that is connected to,
 * after resolving, each time: a name that suddenly points inside is refused like any other.
 */
import dns from 'node:dns'
import net from 'node:net'
import type { RefusalReason } from '../../../contract/wire/network.ts'
import type { Host } from '../../host/host.ts'
import { holds, isPublic, parseNetwork, plainAddress } from './address.ts'
import { onLink } from './on-link.ts'

/** What this machine's own settings allow (agent.yaml). */
export interface LocalVeto {
  readonly poller: boolean
  readonly subnets: readonly string[]
  readonly internet: boolean
  readonly probesPerSecondMax: number
  readonly secondsMin: number
}

/** The name is not known, or the resolver did not answer. */
export class NoSuchHost extends Error {
  override name = 'NoSuchHost'
}
/** The machine's own settings do not allow it. */
export class Refused extends Error {
  override name = 'Refused'
  readonly reason: RefusalReason
  constructor(reason: RefusalReason, message: string) {
    super(message)
    this.reason = reason
  }
}

export interface Guard {
  /** Why that address may not be asked; undefined: it may. */
  refusal(address: string): RefusalReason | undefined
  /** An allowed address of the name. Rejects with NoSuchHost or Refused. */
  resolve(name: string): Promise<string>
}

export type Lookup = (name: string) => Promise<readonly string[]>

const addressesMax = 32

export function createGuard(veto: LocalVeto, host: Host, lookup: Lookup = systemLookup): Guard {
  const networks = veto.subnets.flatMap((cidr) => parseNetwork(cidr) ?? [])
  const own = veto.subnets.includes('own')
  const refusal = (given: string): RefusalReason | undefined => {
    if (!veto.poller) return 'not_poller'
    const address = plainAddress(given)
    if (networks.some((network) => holds(network, address))) return undefined
    if (own && onOwnWire(host, address)) return undefined
    if (!isPublic(address)) return 'outside_subnets'
    return veto.internet ? undefined : 'no_internet'
  }
  return {
    refusal,
    resolve: async (name) => {
      const found = net.isIP(name) !== 0 ? [name] : await lookup(name)
      const first = found[0]
      if (first === undefined) throw new NoSuchHost(`${name} has no address`)
      const allowed = found.slice(0, addressesMax).find((one) => refusal(one) === undefined)
      if (allowed !== undefined) return plainAddress(allowed)
      const reason = refusal(first) ?? 'outside_subnets'
      throw new Refused(reason, `${name} is at ${first}, where this poller may not look`)
    },
  }
}

async function systemLookup(name: string): Promise<readonly string[]> {
  try {
    const found = await dns.promises.lookup(name, { all: true, order: 'ipv4first' })
    return found.map(({ address }) => address)
  } catch (cause) {
    throw new NoSuchHost(`${name} could not be resolved`, { cause })
  }
}

/** Read anew each time: cables move. Where no route table can be read, the 256 around an address. */
function onOwnWire(host: Host, address: string): boolean {
  if (host.platform === 'linux') return onLink(host)(address)
  const networks = Object.values(host.addresses())
    .flat()
    .map((own) => parseNetwork(`${own}/24`))
  return networks.some((network) => network !== undefined && holds(network, address))
}
