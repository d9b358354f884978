import type { InventoryInterface } from '../../../contract/catalogue/inventory.ts'
import type { Host } from '../../host/host.ts'
import { factLines, factText } from './text.ts'

const interfacesMax = 64
const virtual = /^(?:lo|veth|docker|br-|virbr|vnet|tap|cni|flannel|cali|podman|lxc|lxd|ifb|dummy)/
/** IFA_F_TEMPORARY: made anew every day for privacy, so no fact about the machine. */
const temporary = 0x01

export function readNetwork(host: Host): readonly InventoryInterface[] {
  const version4 = host.addresses()
  const version6 = lastingAddresses(host)
  const gateways = defaultGateways(host)
  return host
    .list('/sys/class/net')
    .filter((name) => !virtual.test(name))
    .slice(0, interfacesMax)
    .map((name) => ({
      name,
      mac: realMac(factText(host, `/sys/class/net/${name}/address`)),
      addresses: [...(version4[name] ?? []), ...(version6.get(name) ?? [])],
      ...(gateways.has(name) && { gateway: gateways.get(name) }),
    }))
}

/**
 * IPv4, by interface, of /proc/net/route (proc_net(5)): the destination 00000000 with a gateway, in
 * the machine's own byte order; of several the first, which is the one with the lowest metric.
 */
function defaultGateways(host: Host): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of factLines(host, '/proc/net/route')) {
    const [name = '', destination, gateway = '', , , , , mask = ''] = line.split('\t')
    if (destination !== '00000000' || mask.trim() !== '00000000' || found.has(name)) continue
    if (!/^[0-9A-Fa-f]{8}$/.test(gateway) || gateway === '00000000') continue
    found.set(name, [...Buffer.from(gateway, 'hex')].toReversed().join('.'))
  }
  return found
}

/** Hardware addresses of the machine's own adapters, for knowing it again. */
export function hardwareAddresses(host: Host): readonly string[] {
  if (host.platform !== 'linux') return ownAddresses(Object.values(host.hardwareAddresses()))
  const macs = host
    .list('/sys/class/net')
    // Only an adapter that is a device of its own has such a link.
    .filter((name) => !virtual.test(name) && host.list(`/sys/class/net/${name}/device`).length > 0)
    .map((name) => realMac(factText(host, `/sys/class/net/${name}/address`)))
    .filter((mac) => mac !== undefined)
  return [...new Set(macs)].sort().slice(0, 32)
}

/** Ones that a hypervisor or the system itself made up are everywhere the same, or ever new. */
const madeUp = /^(?:00:15:5d|00:50:56|00:0c:29|00:05:69|0a:00:27|08:00:27:00:00)|^.[2367abef]:/

/** Where the interfaces cannot be told apart: without those of virtual adapters, if there are others. */
function ownAddresses(macs: readonly string[]): readonly string[] {
  const real = [...new Set(macs)].filter((mac) => realMac(mac) !== undefined).sort()
  const own = real.filter((mac) => !madeUp.test(mac))
  return (own.length > 0 ? own : real).slice(0, 32)
}

export function realMac(text: string | undefined): string | undefined {
  return text && /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text) && text !== '00:00:00:00:00:00'
    ? text
    : undefined
}

/** "fe80000000000000… 02 40 20 80 eth0": address, index, prefix length, scope, flags, name. */
function lastingAddresses(host: Host): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const line of factLines(host, '/proc/net/if_inet6')) {
    const [address, , , scope, flags, name] = line.trim().split(/\s+/)
    if (!address || !name || scope !== '00') continue
    if (Number.parseInt(flags ?? '0', 16) & temporary) continue
    const groups = address.match(/.{4}/g)?.join(':')
    // The URL parser writes an address the short way.
    if (groups && URL.canParse(`http://[${groups}]`)) {
      const short = new URL(`http://[${groups}]`).hostname.slice(1, -1)
      found.set(name, [...(found.get(name) ?? []), short])
    }
  }
  return found
}
