import { Unknown, type Host } from '../../host/host.ts'
import { parseLogindSession } from './logind.ts'
import {
  loginRecordBytes,
  parseLoginRecords,
  userProcess,
  waitingLogin,
  type LoginRecord,
} from './login-records.ts'
import { dayMs, told, type Sessions, type UsageFacts } from './usage-facts.ts'

const logind = '/run/systemd/sessions'
const sessionsMax = 256
/** The newest of each file. */
const recordsMax = 5000

export async function linuxUsage(host: Host, nowMs: number): Promise<UsageFacts> {
  const recent = ({ atMs }: LoginRecord): boolean => atMs > nowMs - dayMs && atMs <= nowMs
  return {
    sessions: await told(() => sessionsOf(host)),
    logons: await told(async () => {
      const records = await recordsOf(host, '/var/log/wtmp')
      return records.filter((one) => one.type === userProcess && recent(one)).length
    }),
    failed: await told(async () => {
      const records = await recordsOf(host, '/var/log/btmp')
      const refused = ({ type }: LoginRecord): boolean =>
        type === waitingLogin || type === userProcess
      return records.filter((one) => refused(one) && recent(one)).length
    }),
  }
}

/** From systemd-logind where it runs; utmp keeps sessions that were cut off. */
async function sessionsOf(host: Host): Promise<Sessions> {
  if ((await host.fileInfo(logind)) === undefined) return toSessions(await loggedOn(host))
  const names = host.list(logind).filter((name) => /^\w{1,32}$/.test(name))
  const users: string[] = []
  for (const name of names.slice(0, sessionsMax)) {
    const session = parseLogindSession(await textOf(host, `${logind}/${name}`))
    if (session) users.push(session.user)
  }
  return toSessions(users)
}

/** A session may end between the list and the reading. */
async function textOf(host: Host, path: string): Promise<string> {
  return (await host.fileInfo(path)) === undefined ? '' : await host.readText(path)
}

async function loggedOn(host: Host): Promise<readonly string[]> {
  const records = await recordsOf(host, '/run/utmp')
  return records.filter(({ type, user }) => type === userProcess && user !== '').map((r) => r.user)
}

function toSessions(users: readonly string[]): Sessions {
  return { count: users.length, inUse: users.length > 0, users: [...new Set(users)].toSorted() }
}

async function recordsOf(host: Host, path: string): Promise<readonly LoginRecord[]> {
  const bytes = await host.readBytes(path, recordsMax * loginRecordBytes, 'end')
  const records = parseLoginRecords(bytes)
  if (!records) throw new Unknown('bad_output', `${path} is of another layout`)
  return records
}
