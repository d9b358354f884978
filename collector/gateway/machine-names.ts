import os from 'node:os'

/** Names and addresses under which a browser in the office may open this collector. */
export function machineNames(configured: readonly string[] = []): readonly string[] {
  const addresses = Object.values(os.networkInterfaces())
    .flatMap((entries) => entries ?? [])
    // A link-local address is only good with a zone, which no certificate can hold.
    .filter((entry) => !entry.address.toLowerCase().startsWith('fe80:'))
    .map((entry) => entry.address)
  const names = [...configured, os.hostname().toLowerCase(), 'localhost', ...addresses.sort()]
  return [...new Set(names.filter((name) => /^[0-9A-Za-z.:_-]{1,253}$/.test(name)))]
}
