/** What a command line's one word for the target means to each kind of check. */
import type { CheckDeclaration } from '../../config/network-schema.ts'

export type DeclaredKind = CheckDeclaration['kind']

export const declaredCheckKinds = [
  'ping',
  'tcp',
  'http',
  'tls',
  'dns',
] as const satisfies readonly DeclaredKind[]

/** @throws Error where a port is needed and there is none. */
export function targetWords(
  kind: DeclaredKind,
  target: string,
): Readonly<Record<string, string | number>> {
  if (kind === 'http') return { url: target }
  if (kind === 'dns') return { domain: target }
  if (kind === 'ping') return { host: target }
  const { host, port } = hostAndPort(target)
  if (port !== undefined) return { host, port }
  if (kind === 'tcp') throw new Error('Write the target as host:port')
  return { host }
}

/** `10.0.0.1:22`, `mail.go.tz`, `[2001:db8::1]:443`. */
function hostAndPort(text: string): { readonly host: string; readonly port: number | undefined } {
  const [, bracketed, after] = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text) ?? []
  if (bracketed !== undefined)
    return { host: bracketed, port: after === undefined ? undefined : Number(after) }
  const [, host, port] = /^([^:]+):(\d{1,5})$/.exec(text) ?? []
  return host === undefined ? { host: text, port: undefined } : { host, port: Number(port) }
}
