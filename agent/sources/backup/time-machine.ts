/** Time Machine by its preferences, which only who has Full Disk Access may read. Untested on a Mac. */
import { NotPresent, type Host } from '../../host/host.ts'
import { instantOf } from './instant.ts'
import type { JobFacts, JobReader } from './job.ts'

const preferences = '/Library/Preferences/com.apple.TimeMachine.plist'
const datesMax = 5000

export const timeMachineReader: JobReader = {
  everyMs: 0,
  read: async ({ host }) => {
    if (host.platform !== 'darwin') throw new NotPresent('This is no Mac')
    const words = ['-convert', 'xml1', '-o', '-', preferences]
    const { exitCode, stdout } = await host.run('/usr/bin/plutil', words)
    const job = { job: 'time_machine', product: 'time_machine', kind: 'data' } as const
    if (exitCode !== 0) {
      // It is there on every Mac that ever made a copy, and refused without Full Disk Access.
      return [{ ...job, state: 'unknown', reason: 'no_privilege', detail: 'full_disk_access' }]
    }
    const facts = decodeTimeMachine(stdout)
    if (!facts) throw new NotPresent('Time Machine is not set up')
    return [{ ...job, ...((await isRunning(host)) ? { ...facts, state: 'running' } : facts) }]
  },
}

/** Undefined when no disk was ever chosen. */
export function decodeTimeMachine(xml: string): JobFacts | undefined {
  if (!/<key>Destinations<\/key>\s*<array>/.test(xml)) return undefined
  const times = xml
    .split('<key>SnapshotDates</key>')
    .slice(1)
    .flatMap((part) => [...untilArrayEnd(part).matchAll(/<date>([^<]{1,40})<\/date>/g)])
    .slice(-datesMax)
    .flatMap(([, date]) => instantOf(date) ?? [])
  const off = /<key>AutoBackup<\/key>\s*(?:<false\/>|<integer>0<\/integer>)/.test(xml)
  const newestMs = times.reduce<number | undefined>((a, b) => Math.max(a ?? b, b), undefined)
  if (newestMs === undefined) return { state: 'never', goodCopies: 0 }
  return {
    state: off ? 'warning' : 'ok',
    detail: off ? 'switched_off' : undefined,
    lastSuccessMs: newestMs,
    lastAttemptMs: newestMs,
    goodCopies: times.length,
  }
}

function untilArrayEnd(part: string): string {
  const end = part.indexOf('</array>')
  return end < 0 ? '' : part.slice(0, end)
}

async function isRunning(host: Host): Promise<boolean> {
  try {
    const { exitCode, stdout } = await host.run('/usr/bin/tmutil', ['status', '-X'])
    return (
      exitCode === 0 && /<key>Running<\/key>\s*(?:<true\/>|<(?:integer|string)>1<)/.test(stdout)
    )
  } catch (error) {
    if (error instanceof NotPresent) return false
    throw error
  }
}
