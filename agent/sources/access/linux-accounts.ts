/** Linux accounts: passwd(5), shadow(5), group(5), lastlog(8). No password or hash is kept. */
import { dormantMs, type WaysIn } from './ways-in.ts'

export interface AccountTexts {
  readonly passwd: string
  readonly group: string
  /** Undefined: only root may read it. */
  readonly shadow: string | undefined
  /** The first bytes of /var/log/lastlog; undefined where there is none. */
  readonly lastlog: Buffer | undefined
}

const linesMax = 20_000
const dayMs = 86_400_000
const peopleFrom = 1000
const peopleTo = 60_000
const noShell = /(?:nologin|false|sync|halt|shutdown)$/
const administratorGroups = new Set(['sudo', 'wheel', 'admin'])
/** struct lastlog of glibc: 32-bit time, line 32, host 256. */
const lastlogRecordBytes = 292

interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

export function parseLinuxAccounts(texts: AccountTexts, nowMs: number): Partial<WaysIn> {
  const accounts = rows(texts.passwd).flatMap(accountOf)
  if (accounts.length === 0) return {}
  const people = accounts.filter(({ uid }) => uid === 0 || (uid >= peopleFrom && uid < peopleTo))
  const passwords = texts.shadow === undefined ? undefined : passwordStates(texts.shadow, nowMs)
  const enabled = people.filter(({ name }) => passwords?.get(name) !== 'locked')
  const users = enabled.filter(({ uid }) => uid !== 0)
  return {
    administrators: administratorsOf(accounts, texts.group),
    enabledAccounts: users.length,
    noPassword: passwords && enabled.filter(({ name }) => passwords.get(name) === 'none').length,
    dormant: dormantOf(users, texts.lastlog, nowMs),
    reason: texts.shadow === undefined ? 'no_privilege' : undefined,
  }
}

function accountOf([name, , uid, gid, , , shell]: readonly string[]): readonly Account[] {
  const account = { name: name ?? '', uid: Number(uid), gid: Number(gid) }
  const valid = account.name !== '' && Number.isInteger(account.uid) && uid !== ''
  return valid && !noShell.test(shell ?? '') ? [account] : []
}

/**
 * Field 2: empty: no password at all; beginning with ! or *: none that could be given. Field 8: the
 * day since 1970 from which the account lets nobody in.
 */
function passwordStates(
  shadow: string,
  nowMs: number,
): ReadonlyMap<string, 'none' | 'locked' | 'set'> {
  return new Map(
    rows(shadow).flatMap(([name, field, , , , , , expires]) => {
      if (name === undefined || field === undefined) return []
      const expired = /^\d{1,6}$/.test(expires ?? '') && Number(expires) * dayMs <= nowMs
      const locked = expired || /^[!*]/.test(field)
      return [[name, field === '' ? 'none' : locked ? 'locked' : 'set'] as const]
    }),
  )
}

function administratorsOf(accounts: readonly Account[], group: string): readonly string[] {
  const groups = rows(group).filter(([name]) => administratorGroups.has(name ?? ''))
  const members = groups.flatMap(([, , , list = '']) => list.split(',').filter(Boolean))
  const ids = new Set(groups.map(([, , gid]) => Number(gid)))
  const primary = accounts.filter(({ uid, gid }) => uid === 0 || ids.has(gid))
  return [...new Set([...members, ...primary.map(({ name }) => name)])].toSorted()
}

function dormantOf(
  users: readonly Account[],
  lastlog: Buffer | undefined,
  nowMs: number,
): number | undefined {
  if (!lastlog || lastlog.length === 0) return undefined
  const known = users.flatMap(({ uid }) => {
    const at = uid * lastlogRecordBytes
    const seconds = at + 4 <= lastlog.length ? lastlog.readUInt32LE(at) : 0
    // Never logged in: it may be new.
    return seconds === 0 ? [] : [seconds * 1000]
  })
  return known.filter((lastMs) => nowMs - lastMs > dormantMs).length
}

function rows(text: string): readonly (readonly string[])[] {
  return text
    .split('\n', linesMax)
    .filter((line) => line !== '' && !line.startsWith('#') && !/^[+-]/.test(line))
    .map((line) => line.split(':'))
}
