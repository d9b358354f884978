/**
 * Timeshift: each snapshot's info.json has `created` in seconds since 1970. It keeps the system, not
 * people's documents, and often on the same disk.
 */
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import { amountIn, isObject, parseJson, textIn } from './json.ts'
import { unknownBecause, type JobFacts, type JobReader } from './job.ts'

const settingsFile = '/etc/timeshift/timeshift.json'
const folders = ['/timeshift/snapshots', '/run/timeshift/backup/timeshift/snapshots'] as const
const snapshotsMax = 500

export const timeshiftReader: JobReader = {
  everyMs: 0,
  read: async ({ host }) => {
    const settings = parseJson(await host.readText(settingsFile))
    if (!isObject(settings) || textIn(settings, 'do_first_run') === 'true') {
      throw new NotPresent('Timeshift is not set up')
    }
    const facts = await readSnapshots(host).catch(unknownBecause)
    return [{ job: 'timeshift', product: 'timeshift', kind: 'system', ...facts }]
  },
}

async function readSnapshots(host: Host): Promise<JobFacts> {
  if (host.facts().privileged === false) {
    throw new Unknown('no_privilege', 'Only root may look into Timeshift’s snapshots')
  }
  const times: number[] = []
  let found = false
  for (const folder of folders) {
    if (!(await host.fileInfo(folder))) continue
    found = true
    for (const name of host.list(folder).slice(-snapshotsMax)) {
      const text = await host.readText(`${folder}/${name}/info.json`).catch(() => '')
      const createdMs = decodeTimeshiftInfo(text)
      if (createdMs !== undefined) times.push(createdMs)
    }
  }
  if (!found) return { state: 'unknown', reason: 'unreachable', detail: 'no_folder' }
  if (times.length === 0) return { state: 'never', goodCopies: 0 }
  const newestMs = times.reduce((a, b) => Math.max(a, b))
  return { state: 'ok', lastSuccessMs: newestMs, lastAttemptMs: newestMs, goodCopies: times.length }
}

/** Undefined: no snapshot that was finished. */
export function decodeTimeshiftInfo(text: string): number | undefined {
  const info = parseJson(text)
  const created = isObject(info) ? amountIn(info, 'created') : undefined
  return created === undefined || created === 0 ? undefined : created * 1000
}
