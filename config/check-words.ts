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
  'mail',
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
    case 'mail':
      return { kind, from: target, to: target }
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

type Setting = string | number | boolean
type Settings = Readonly<Record<string, Setting | Readonly<Record<string, Setting>>>>

/** The words with each `word=value` and `part.word=value` set in them. @throws Error */
export function settingsOf(words: Words, settings: readonly string[]): Settings {
  const made: Record<string, Setting | Record<string, Setting>> = { ...words }
  for (const text of settings) {
    const [, part, word = '', value = ''] = /^(?:([a-z]+)\.)?([A-Za-z]+)=(.*)$/s.exec(text) ?? []
    // Never with the value: it may be a password.
    if (word === '') throw new Error(`"${text.split('=')[0]}": write word=value`)
    if (part === undefined) made[word] = settingOf(word, value)
    else {
      const before = made[part]
      const inner = typeof before === 'object' ? before : {}
      made[part] = { ...inner, [word]: settingOf(word, value) }
    }
  }
  return made
}

const textWords = ['keyword', 'expect', 'after', 'before', 'user', 'password']

/** Numbers, and yes or no, as such; all else as text. */
function settingOf(word: string, value: string): Setting {
  if (textWords.includes(word)) return value
  if (value === 'true' || value === 'false') return value === 'true'
  return /^\d{1,9}$/.test(value) ? Number(value) : value
}
