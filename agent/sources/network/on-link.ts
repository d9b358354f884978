import type { Host } from '../../host/host.ts'

const rowsMax = 2048

/** Whether an IPv4 address lies in a network that this machine itself is part of. */
export type OnLink = (address: string) => boolean

/**
 * From /proc/net/route (proc_net(5), net/ipv4/fib_trie.c): hexadecimal words in the machine's own
 * byte order, which is little-endian on every processor that Node runs on here. A row without a
 * gateway is a network on one of the machine's own wires; a host route or a default is none.
 */
export function onLink(host: Host): OnLink {
  const networks = lines(host, '/proc/net/route').flatMap((line) => {
    const [name = '', destination = '', gateway = '', , , , , mask = ''] = line.split('\t')
    const [net, via, bits] = [destination, gateway, mask.trim()].map(wordOf)
    if (net === undefined || via !== 0 || bits === undefined) return []
    if (bits === 0 || bits === 0xffffffff || name.startsWith('docker')) return []
    return [{ net, bits }]
  })
  return (address) => {
    const word = addressWord(address)
    return word !== undefined && networks.some(({ net, bits }) => (word & bits) >>> 0 === net >>> 0)
  }
}

/**
 * Hardware addresses that answered, by IPv4 address, from /proc/net/arp: flag 2 (ATF_COM in
 * if_arp.h) says that the entry is complete.
 */
export function answeredArp(host: Host): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of lines(host, '/proc/net/arp')) {
    const [address = '', , flags = '', mac = ''] = line.trim().split(/\s+/)
    const complete = (Number.parseInt(flags, 16) & 2) !== 0 && mac !== '00:00:00:00:00:00'
    if (complete && addressWord(address) !== undefined) found.set(address, mac.toLowerCase())
  }
  return found
}

/** Without the head line; none where the kernel has no such table. */
function lines(host: Host, path: string): readonly string[] {
  try {
    return host.readTextNow(path).split('\n').slice(1, rowsMax)
  } catch {
    return []
  }
}

/** "0001A8C0" is 192.168.1.0: as a number with the first part of the address on top. */
function wordOf(hex: string): number | undefined {
  if (!/^[0-9A-Fa-f]{8}$/.test(hex)) return undefined
  return Buffer.from(hex, 'hex').readUInt32LE(0)
}

function addressWord(address: string): number | undefined {
  const parts = address.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256))
  if (parts.length !== 4 || parts.some((part) => part > 255)) return undefined
  return Buffer.from(parts).readUInt32BE(0)
}
