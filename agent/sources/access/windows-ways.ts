/** Windows: sections accounts, localUsers, doors, screenLocks and shares of the batched query. */
import { fieldsOf, flagOf, instantOf, listOf, numberOf, textOf } from '../parts/narrow.ts'
import { dormantMs, type WaysIn } from './ways-in.ts'

export interface WindowsWays {
  readonly accounts: unknown
  readonly localUsers: unknown
  readonly doors: unknown
  readonly screenLocks: unknown
  readonly shares: unknown
}

const serviceRuns = 4
/** Built-in accounts of Windows itself: DefaultAccount and WDAGUtilityAccount. */
const systemAccounts = /-50[34]$/
const guestAccount = /-501$/
/** FILE_WRITE_DATA, GENERIC_WRITE and GENERIC_ALL of an access mask. */
const writes = 0x0000_0002 | 0x4000_0000 | 0x1000_0000
const everybody = new Set(['S-1-1-0'])
const nobodyKnown = new Set(['S-1-5-7', 'S-1-5-32-546'])

export function parseWindowsWays(sections: WindowsWays, nowMs: number): WaysIn {
  const doors = fieldsOf(sections.doors)
  return {
    administrators: administratorsOf(sections.accounts),
    ...accountsOf(sections.localUsers, nowMs),
    autoLogon: textOrNumber(doors['autoLogon']),
    screenLockSeconds: screenLock(doors['lockAfter'], sections.screenLocks),
    uac: switched(doors['uac']),
    ...remoteDesktop(doors),
    sshOpen: runs(doors['sshd']),
    autorun: autorunOf(doors),
    openShares: openShares(sections.shares),
  }
}

/** `WinNT://DOMAIN/name`; what has no name any more is shown by its SID. */
function administratorsOf(section: unknown): readonly string[] | undefined {
  const facts = fieldsOf(section)
  if (!Object.hasOwn(facts, 'administrators')) return undefined
  return listOf(facts['administrators'])
    .map(fieldsOf)
    .flatMap(({ path, sid }) => {
      const name = textOf(path)
        ?.replace(/^WinNT:\/\//, '')
        .split('/')
        .slice(-2)
        .join('\\')
      return name ?? textOf(sid) ?? []
    })
    .toSorted()
}

function accountsOf(section: unknown, nowMs: number): Partial<WaysIn> {
  if (section === undefined) return {}
  const users = listOf(section, 1000).map(fieldsOf)
  const sidOf = (one: ReturnType<typeof fieldsOf>): string => textOf(one['sid']) ?? ''
  const enabled = users.filter(
    (one) => flagOf(one['disabled']) === false && !systemAccounts.test(sidOf(one)),
  )
  const people = enabled.filter((one) => !guestAccount.test(sidOf(one)))
  const logins = people.map((one) => instantOf(one['last']))
  return {
    enabledAccounts: people.length,
    noPassword: people.filter((one) => flagOf(one['pwReq']) === false).length,
    // An account that was never used has no time: it is not called dormant.
    dormant: logins.some((one) => one !== undefined)
      ? logins.filter((one) => one !== undefined && nowMs - one > dormantMs).length
      : undefined,
    guestEnabled: enabled.some((one) => guestAccount.test(sidOf(one))),
  }
}

function remoteDesktop(doors: ReturnType<typeof fieldsOf>): Partial<WaysIn> {
  const denied = numberOf(doors['rdpDeniedPolicy']) ?? numberOf(doors['rdpDenied'])
  const nla = numberOf(doors['nlaPolicy']) ?? numberOf(doors['nla'])
  return {
    rdpOpen:
      denied === undefined ? undefined : denied === 0 && (runs(doors['termService']) ?? true),
    rdpNla: nla === undefined ? undefined : nla !== 0,
  }
}

/** The computer's own limit, else the laxest of those who are logged in. */
function screenLock(computer: unknown, section: unknown): number | undefined {
  const limit = numberOf(computer)
  if (limit !== undefined && limit > 0) return limit
  const people = listOf(section, 64).map(fieldsOf)
  if (people.length === 0) return undefined
  const each = people.map((one) => {
    const active = one['active'] === null || textOrNumber(one['active']) === true
    const locks = active && textOrNumber(one['secure']) === true
    return locks ? (numberOf(one['timeout']) ?? 0) : 0
  })
  return each.includes(0) ? 0 : Math.max(...each)
}

/** 0xFF: no kind of drive starts anything by itself. Without the policy Windows asks; 0x91 is its own default. */
function autorunOf(doors: ReturnType<typeof fieldsOf>): boolean | undefined {
  if (Object.keys(doors).length === 0) return undefined
  if (numberOf(doors['noAutorun']) === 1) return false
  const drives = numberOf(doors['noDriveAutorun'])
  const removable = 0x04
  return drives === undefined ? undefined : (drives & removable) === 0
}

function openShares(section: unknown): number | undefined {
  if (section === undefined) return undefined
  return listOf(section, 1000).filter((share) =>
    listOf(fieldsOf(share)['aces'], 256)
      .map(fieldsOf)
      .some((ace) => {
        const sid = textOf(ace['sid']) ?? ''
        const allows = numberOf(ace['type']) === 0
        const mask = numberOf(ace['mask']) ?? 0
        return allows && (nobodyKnown.has(sid) || (everybody.has(sid) && (mask & writes) !== 0))
      }),
  ).length
}

function runs(value: unknown): boolean | undefined {
  const status = numberOf(value)
  return status === undefined ? undefined : status === serviceRuns
}

function switched(value: unknown): boolean | undefined {
  const number = numberOf(value)
  return number === undefined ? undefined : number !== 0
}

/** The registry keeps some switches as the text "1". No value: it is off. */
function textOrNumber(value: unknown): boolean | undefined {
  if (value === undefined) return undefined
  return value !== null && numberOf(value) === 1
}
