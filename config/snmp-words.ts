/** An SNMP access as a command line or a form says it, with the secrets apart. */
import type { SnmpAccess } from '../contract/wire/network.ts'

export const snmpVersions = ['1', '2c', '3'] as const
export const snmpAuths = ['sha256', 'sha512', 'sha384', 'sha224', 'sha', 'md5'] as const
export const snmpPrivs = ['aes', 'aes256b', 'aes256r', 'des'] as const
export const snmpLevels = ['authPriv', 'authNoPriv', 'noAuthNoPriv'] as const

export interface SnmpWords {
  readonly version: (typeof snmpVersions)[number]
  readonly port?: number | undefined
  readonly user?: string | undefined
  readonly level?: (typeof snmpLevels)[number] | undefined
  readonly auth?: (typeof snmpAuths)[number] | undefined
  readonly priv?: (typeof snmpPrivs)[number] | undefined
  readonly profile?: string | undefined
  readonly everySeconds?: number | undefined
}
/** Words left out stay as they are kept. */
export interface SnmpSecrets {
  readonly community?: string | undefined
  readonly authKey?: string | undefined
  readonly privKey?: string | undefined
}

export function snmpAccessOf(words: SnmpWords, secrets: SnmpSecrets): SnmpAccess {
  const { version, port, user, level = 'authPriv', auth, priv, profile } = words
  const shared = {
    version,
    everySeconds: words.everySeconds ?? 60,
    ...(port !== undefined && { port }),
    ...(profile !== undefined && profile !== '' && { profile }),
  }
  if (version !== '3') return { ...shared, ...given({ community: secrets.community }) }
  const { authKey, privKey } = secrets
  return {
    ...shared,
    user: user ?? '',
    level,
    ...(level !== 'noAuthNoPriv' && { authProtocol: auth ?? 'sha256', ...given({ authKey }) }),
    ...(level === 'authPriv' && { privProtocol: priv ?? 'aes', ...given({ privKey }) }),
  }
}

/** Why it cannot be; `kept`: secrets of before are there. Undefined: it can. */
export function snmpFault(access: SnmpAccess, kept: boolean): string | undefined {
  const { version, user, level, community, authKey, privKey } = access
  if (version === '3' && (user ?? '') === '') return 'SNMPv3 needs a user'
  if ([authKey, privKey].some((key) => key !== undefined && key.length < 8))
    return 'keys of SNMPv3 have at least 8 characters'
  if (kept) return undefined
  if (version !== '3') return community === undefined ? 'a community is needed' : undefined
  if (level !== 'noAuthNoPriv' && authKey === undefined) return 'authKey is needed'
  return level === 'authPriv' && privKey === undefined ? 'privKey is needed' : undefined
}

function given<T extends Readonly<Record<string, string | undefined>>>(words: T): Partial<T> {
  const entries = Object.entries(words).filter(([, word]) => word !== undefined && word !== '')
  return Object.fromEntries(entries) as Partial<T>
}
