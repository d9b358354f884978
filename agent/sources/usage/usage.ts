/**
 * Whether somebody works here, and logons. Nothing is read before the office has confirmed the staff
 * notice and the collector has said so; when it is withdrawn, the next reading is none.
 */
import { usage } from '../../../contract/catalogue/families/usage.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent } from '../../host/host.ts'
import type { Source } from '../source.ts'
import { linuxUsage } from './linux-usage.ts'
import { usageAbout } from './about.ts'
import type { Told, UsageFacts } from './usage-facts.ts'
import { windowsUsage } from './windows-usage.ts'

const usersMax = 8
const userLengthMax = 64

export function usageSource(allowed: () => boolean): Source {
  return {
    name: 'usage',
    beat: 'disk',
    timeoutMs: 120_000,
    platforms: ['linux', 'win32'],
    measurements: [usage.name],
    about: usageAbout,
    start:
      () =>
      async ({ host, clock }) => {
        if (!allowed()) throw new NotPresent('The office has not confirmed the staff notice')
        const read = host.platform === 'win32' ? windowsUsage : linuxUsage
        const facts = await read(host, clock.now())
        // It may have been withdrawn while the system was asked.
        return allowed() ? [toReading(facts)] : []
      },
  }
}

function toReading({ sessions, logons, failed }: UsageFacts): Reading {
  const now = valueOf(sessions)
  const fields = {
    in_use: now?.inUse ?? null,
    sessions: now?.count ?? null,
    sessions_reason: reasonOf(sessions),
    logons: valueOf(logons) ?? null,
    logons_reason: reasonOf(logons),
    failed_logons: valueOf(failed) ?? null,
    failed_reason: reasonOf(failed),
    users: now === undefined ? null : namesOf(now.users),
  }
  return reading(usage, {}, fields)
}

function namesOf(users: readonly string[]): string {
  const names = users.map((user) => user.replace(/\p{Cc}+/gu, ' ').slice(0, userLengthMax))
  return names.slice(0, usersMax).join(', ')
}

function valueOf<T>(one: Told<T>): T | undefined {
  return 'value' in one ? one.value : undefined
}

function reasonOf<T>(one: Told<T>) {
  return 'unknown' in one ? one.unknown : ('none' as const)
}
