/** Sections of the Windows query about persons: left out until the staff notice is confirmed. */
import type { WindowsFacts } from './facts.ts'

export const personalSections: readonly string[] = ['usageSessions', 'usageLogons', 'usageFailed']

/** As if the script did not have them: neither told nor failed. */
export function withoutPersonal(facts: WindowsFacts): WindowsFacts {
  return {
    ...facts,
    sections: without(facts.sections),
    errors: without(facts.errors),
    durations: without(facts.durations),
  }
}

function without<T>(byName: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const entries = Object.entries(byName).filter(([name]) => !personalSections.includes(name))
  return Object.fromEntries(entries)
}
