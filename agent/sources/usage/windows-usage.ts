/** Sections usageSessions, usageLogons and usageFailed of the Windows query. */
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import type { WindowsFacts } from '../../host/windows/facts.ts'
import { fieldsOf, instantOf, listOf, numberOf, textOf } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'
import { dayMs, told, type Sessions, type UsageFacts } from './usage-facts.ts'

const shownMax = 256
const logonsMax = 500

export async function windowsUsage(host: Host, nowMs: number): Promise<UsageFacts> {
  const facts = await host.windows('slow')
  if (!isAsked(facts)) throw new NotPresent('The next query asks for it')
  return {
    sessions: await told(async () => parseSessions(windowsSection(facts, 'usageSessions'))),
    logons: await told(async () => countLogons(windowsSection(facts, 'usageLogons'), nowMs)),
    failed: await told(async () => countFailed(windowsSection(facts, 'usageFailed'))),
  }
}

/** The query may be older than the permission. */
function isAsked({ sections, errors }: WindowsFacts): boolean {
  return Object.hasOwn(sections, 'usageSessions') || Object.hasOwn(errors, 'usageSessions')
}

/** A session with a desktop is somebody's; LogonUI in it is the lock screen. */
export function parseSessions(section: unknown): Sessions {
  const answer = fieldsOf(section)
  const shown = listOf(answer['shown'], shownMax).map(fieldsOf)
  const having = (program: RegExp): ReadonlySet<number> =>
    new Set(
      shown
        .filter((one) => program.test(textOf(one['n']) ?? ''))
        .flatMap((one) => numberOf(one['session']) ?? []),
    )
  const desktops = having(/^explorer\.exe$/i)
  const locked = having(/^logonui\.exe$/i)
  const user = textOf(answer['user'], 64)
  return {
    count: desktops.size,
    inUse: [...desktops].some((session) => !locked.has(session)),
    users: user !== undefined && desktops.size > 0 ? [user] : [],
  }
}

export function countLogons(section: unknown, nowMs: number): number {
  return listOf(section, logonsMax)
    .map((one) => instantOf(fieldsOf(one)['at']))
    .filter((atMs) => atMs !== undefined && atMs > nowMs - dayMs && atMs <= nowMs).length
}

/** None in a log that never had one: Windows is not told to write them (audit policy). */
export function countFailed(section: unknown): number {
  const { ever, day } = fieldsOf(section)
  const count = numberOf(day)
  if (count === undefined || count < 0) throw new Unknown('bad_output', 'No count of logons')
  if (count === 0 && numberOf(ever) === 0) {
    throw new Unknown('not_configured', 'This computer does not write down refused logons')
  }
  return Math.trunc(count)
}
