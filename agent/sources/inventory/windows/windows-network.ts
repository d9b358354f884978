import type { InventoryInterface } from '../../../../contract/catalogue/inventory.ts'
import type { Host } from '../../../host/host.ts'
import { fieldsOf, flagOf, listOf, textOf } from '../../parts/narrow.ts'
import { realMac } from '../network.ts'

const interfacesMax = 64

/** Adapters that are devices, plugged in or not; without that list, what has an address. */
export function windowsNetwork(
  host: Host,
  adapters: unknown,
  routes?: unknown,
): readonly InventoryInterface[] {
  const addresses = host.addresses()
  const gateways = gatewaysOf(routes)
  const told = listOf(adapters, 4 * interfacesMax)
    .map(fieldsOf)
    .filter((row) => flagOf(row['hw']) === true)
    .flatMap((row) => {
      const name = textOf(row['n'])
      return name
        ? [
            {
              name,
              mac: macOf(textOf(row['mac'])),
              addresses: addresses[name] ?? [],
              ...(gateways.has(name) && { gateway: gateways.get(name) }),
            },
          ]
        : []
    })
  const rows = told.length > 0 ? told : withAddress(host)
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, interfacesMax)
}

/** MSFT_NetRoute to 0.0.0.0/0, by the adapter's name; 0.0.0.0 as next hop is a dialled line. */
function gatewaysOf(routes: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const row of listOf(routes, 4 * interfacesMax).map(fieldsOf)) {
    const [name, via] = [textOf(row['n']), textOf(row['via'])]
    if (name === undefined || via === undefined || found.has(name)) continue
    if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(via) && via !== '0.0.0.0') found.set(name, via)
  }
  return found
}

function withAddress(host: Host): InventoryInterface[] {
  const macs = host.hardwareAddresses()
  return Object.entries(host.addresses()).map(([name, addresses]) => ({
    name,
    mac: macOf(macs[name]),
    addresses,
  }))
}

/** 0050B600006D as Windows writes it, or with dashes or colons. */
function macOf(text: string | undefined): string | undefined {
  const digits = text?.replace(/[:-]/g, '').toLowerCase() ?? ''
  return realMac(digits.match(/../g)?.join(':'))
}
