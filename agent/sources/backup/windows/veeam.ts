/** Veeam Agent's events 190 and 191: the word in the English message says how a job ended. */
import type { Job } from '../job.ts'
import type { BackupEvent } from './event.ts'

const log = 'Veeam Agent'
/** Greedy: a job's name may hold apostrophes. */
const finished = /^Veeam Agent '(.{1,200})' finished with (Success|Warning|Failed)\b/s
const states: Readonly<Record<string, 'ok' | 'warning' | 'failed'>> = {
  Success: 'ok',
  Warning: 'warning',
  Failed: 'failed',
}
const jobsMax = 16

export function veeamJobs(events: readonly BackupEvent[]): readonly Job[] {
  const jobs = new Map<string, Job>()
  for (const event of events) {
    if (event.log !== log || (event.id !== 190 && event.id !== 191)) continue
    const [, name, word] = finished.exec(event.message) ?? []
    const state = states[word ?? '']
    if (name === undefined || state === undefined) continue
    const before = jobs.get(name)
    if (!before && jobs.size >= jobsMax) continue
    jobs.set(name, {
      job: `veeam_agent:${name}`,
      product: 'veeam_agent',
      kind: 'data',
      state,
      detail: state === 'ok' ? undefined : `event ${event.id}`,
      lastAttemptMs: event.atMs,
      lastSuccessMs: state === 'failed' ? before?.lastSuccessMs : event.atMs,
    })
  }
  return [...jobs.values()]
}
