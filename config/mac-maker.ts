/** The maker of a network card by its hardware address, offline (mac-vendors.ts). */
import { brotliDecompressSync } from 'node:zlib'
import { packedVendors } from './mac-vendors.ts'

interface Makers {
  readonly names: readonly string[]
  /** Number of the name by the first three bytes. */
  readonly byPrefix: ReadonlyMap<number, number>
}
let makers: Makers | undefined

/** The maker's short name; undefined: nobody's known, or an address that the system made up. */
export function makerOf(mac: string): string | undefined {
  makers ??= unpack()
  const { names, byPrefix } = makers
  if (isMadeUpMac(mac)) return undefined
  const number = byPrefix.get(Number.parseInt(mac.slice(0, 8).replaceAll(':', ''), 16))
  return number === undefined ? undefined : names[number]
}

/** Locally administered (bit 1 of the first byte): no maker gave it. */
export function isMadeUpMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0
}

/** The shape is told in scripts/mac-vendors.ts. */
function unpack(): Makers {
  const text = brotliDecompressSync(Buffer.from(packedVendors, 'base64')).toString('utf8')
  const [head = '', rows = ''] = text.split('\n\n')
  const byPrefix = new Map<number, number>()
  let prefix = 0
  for (const row of rows.split('\n')) {
    const [step, name] = row.split(' ').map(Number)
    prefix += step ?? 0
    byPrefix.set(prefix, name ?? 0)
  }
  return { names: head.split('\n'), byPrefix }
}
