import type { CheckKind, NetworkCheck } from '../../../contract/wire/network.ts'

/** Kinds that this agent knows, as its `hello` says. */
export const knownKinds: readonly CheckKind[] = [
  'ping',
  'tcp',
  'http',
  'tls',
  'dns',
  'banner',
  'ntp',
  'web',
  'mail',
]

/** Host that the check asks, as it was written; undefined: the poller's own resolvers. */
export function hostOf(check: NetworkCheck): string | undefined {
  switch (check.kind) {
    case 'http':
    case 'web':
      return hostOfUrl(check.url)
    case 'dns':
      return check.server
    case 'mail':
      return check.send.host
    default:
      return check.host
  }
}

function hostOfUrl(url: string): string {
  try {
    return new URL(url).hostname.replace(/^\[|\]$/g, '')
  } catch {
    return ''
  }
}
