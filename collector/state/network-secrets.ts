/**
 * Which words of devices and checks are secret. They are taken out before anything is written or
 * shown, and kept sealed beside it (secrets.ts).
 */
import {
  networkCheck,
  snmpAccess,
  type NetworkCheck,
  type SnmpAccess,
} from '../../contract/wire/network.ts'
import type { Secrets } from './secrets.ts'

export const snmpSecrets = ['community', 'authKey', 'privKey'] as const
type Words = Readonly<Record<string, string>>

/** Of a mailbox that a check sends from and reads. */
const mailSecrets = ['send', 'fetch'] as const

export interface Parted<T> {
  /** Without secrets: for lists, exports and the log. */
  readonly open: T
  /** Empty when there are none. */
  readonly secret: Words
}

export function partSnmp(access: SnmpAccess): Parted<SnmpAccess> {
  const entries = snmpSecrets.flatMap((word) => {
    const value = access[word]
    return value === undefined ? [] : [[word, value] as const]
  })
  const { community: _, authKey: __, privKey: ___, ...open } = access
  return { open, secret: Object.fromEntries(entries) }
}

export function partCheck(check: NetworkCheck): Parted<NetworkCheck> {
  if (check.kind !== 'mail') return { open: check, secret: {} }
  const open = {
    ...check,
    send: { ...check.send, password: '' },
    fetch: { ...check.fetch, password: '' },
  }
  const secret = mailSecrets.flatMap((side) =>
    check[side].password === '' ? [] : [[side, check[side].password] as const],
  )
  return { open, secret: Object.fromEntries(secret) }
}

/** What can be read of stored JSON; undefined: an earlier or later version's. */
export function readSnmp(stored: string): SnmpAccess | undefined {
  return snmpAccess.safeParse(JSON.parse(stored)).data
}
export function readCheck(stored: string): NetworkCheck | undefined {
  return networkCheck.safeParse(JSON.parse(stored)).data
}

export function joinSnmp(open: SnmpAccess, secret: Words): SnmpAccess {
  return { ...open, ...secret }
}
/** With the kept words that this version and level use, where it brings none of its own. */
export function keepSnmp(access: SnmpAccess, kept: Words): SnmpAccess {
  const { version, level = 'authPriv' } = access
  const used = {
    community: version !== '3',
    authKey: version === '3' && level !== 'noAuthNoPriv',
    privKey: version === '3' && level === 'authPriv',
  }
  const words = snmpSecrets.flatMap((word) => {
    const value = access[word] ?? kept[word]
    return used[word] && value !== undefined ? [[word, value] as const] : []
  })
  return { ...partSnmp(access).open, ...Object.fromEntries(words) }
}

export function joinCheck(open: NetworkCheck, secret: Words): NetworkCheck {
  if (open.kind !== 'mail') return open
  const { send, fetch } = open
  return {
    ...open,
    send: { ...send, password: secret['send'] ?? '' },
    fetch: { ...fetch, password: secret['fetch'] ?? '' },
  }
}

export function sealWords(secrets: Secrets, words: Words): string | null {
  return Object.keys(words).length === 0 ? null : secrets.seal(JSON.stringify(words))
}
/** Undefined: sealed with another key; they are to be asked for again. */
export function openWords(secrets: Secrets, stored: string | null): Words | undefined {
  if (stored === null) return {}
  const text = secrets.open(stored)
  return text === undefined ? undefined : JSON.parse(text)
}
