/**
 * What a command line says of a check: its kind and one word for the target. Mail servers have a
 * kind for each protocol there, all of which are checks of kind `banner`.
 */

export const checkWordKinds = [
  'ping',
  'tcp',
  'http',
  'tls',
  'dns',
  'smtp',
  'imap',
  'pop3',
  'ntp',
  'web',
] as const
export type CheckWordKind = (typeof checkWordKinds)[number]

type Words = Readonly<Record<string, string | number>>

/** The declaration's `kind` and target. @throws Error where a port is needed and there is none. */
export function targetWords(kind: CheckWordKind, target: string): Words {
  switch (kind) {
    case 'http':
    case 'web':
      return { kind, url: target }
    case 'dns':
      return { kind, domain: target }
    case 'ping':
      return { kind, host: target }
    case 'smtp':
    case 'imap':
    case 'pop3':
      return { kind: 'banner', protocol: kind, ...hostAndPort(target) }
    default: {
      const words = hostAndPort(target)
      if (kind === 'tcp' && words['port'] === undefined)
        throw new Error('Write the target as host:port')
      return { kind, ...words }
    }
  }
}

/** `10.0.0.1:22`, `mail.go.tz`, `2001:db8::1`, `[2001:db8::1]:443`. */
function hostAndPort(text: string): Words {
  const [, bracketed, after] = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text) ?? []
  if (bracketed !== undefined)
    return { host: bracketed, ...(after !== undefined && { port: Number(after) }) }
  const [, host, port] = /^([^:]+):(\d{1,5})$/.exec(text) ?? []
  return host === undefined ? { host: text } : { host, port: Number(port) }
}

/** `word=value`: numbers, and yes or no, as such; all else as text. @throws Error */
export function settingOf(text: string): readonly [string, string | number | boolean] {
  const [, word = '', value = ''] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? []
  if (word === '') throw new Error(`"${text}": write word=value`)
  if (value === 'true' || value === 'false') return [word, value === 'true']
  const isText = ['keyword', 'expect', 'after', 'before'].includes(word)
  return [word, /^\d{1,9}$/.test(value) && !isText ? Number(value) : value]
}
