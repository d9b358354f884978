/** In which site this machine itself stands: by its addresses, else by the name of its own agent. */
import { hostname, networkInterfaces } from 'node:os'
import { siteOfAddress } from './gateway/site-of-address.ts'
import type { HostRecord } from './model/hosts.ts'
import type { Site } from './model/office.ts'

/**
 * @param machine of this machine; a test gives its own.
 * @returns undefined: the sites have no subnets that hold an address of this machine, and no agent
 * runs on it.
 */
export function homeSite(
  sites: readonly Site[],
  hosts: readonly HostRecord[],
  machine: () => Machine = thisMachine,
): string | undefined {
  const { name, addresses } = machine()
  for (const address of addresses) {
    const site = siteOfAddress(sites, address)
    if (site !== null) return site
  }
  const own = hosts.filter((host) => host.name.toLowerCase() === name.toLowerCase())
  return own.length === 1 ? (own[0]?.siteId ?? undefined) : undefined
}

export interface Machine {
  readonly name: string
  /** Without loopback. */
  readonly addresses: readonly string[]
}

function thisMachine(): Machine {
  const cards = Object.values(networkInterfaces()).flatMap((card) => card ?? [])
  const addresses = cards.filter(({ internal }) => !internal).map(({ address }) => address)
  return { name: hostname(), addresses }
}
