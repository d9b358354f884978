import { NotPresent, type Host } from '../../../host/host.ts'

const processesMax = 20_000

/** Names of all running programs, as the kernel keeps them: at most 15 characters. */
export function runningPrograms(host: Host): ReadonlySet<string> {
  const found = new Set<string>()
  for (const entry of host.list('/proc').slice(0, processesMax)) {
    if (!/^\d+$/.test(entry)) continue
    try {
      found.add(host.readTextNow(`/proc/${entry}/comm`).trim())
    } catch (error) {
      // It ended between the list and the reading.
      if (!(error instanceof NotPresent) && !isGone(error)) throw error
    }
  }
  return found
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH'
}
