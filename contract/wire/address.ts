/** Where a collector listens, as officers write it: `name`, `name:port`, `1.2.3.4`, `[::1]:port`. */
export interface CollectorAddress {
  readonly host: string
  readonly port: number
}

export const defaultPort = 8443
export const addressesMax = 16

/** The only name that agents verify; addresses may change under it. */
export const collectorName = 'mlinzi-collector'

const shape = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/

/** Undefined when the text is no address. */
export function parseAddress(text: string): CollectorAddress | undefined {
  if (text.length > 255) return undefined
  const match = shape.exec(text.trim())
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3] ?? defaultPort)
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port }
}

export function formatAddress(address: CollectorAddress): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return `${host}:${address.port}`
}
