/** The jobs of a Windows computer, out of the batched query's sections. */
import { NotPresent, Unknown, type Host } from '../../../host/host.ts'
import { windowsSection } from '../../parts/windows-section.ts'
import { textsIn } from '../json.ts'
import { unknownBecause, type Job, type JobFacts, type JobReader } from '../job.ts'
import { unconfigured } from '../traces.ts'
import { decodeEvents, type BackupEvent } from './event.ts'
import {
  azureJob,
  fileHistoryJob,
  installedProducts,
  restorePointJob,
  shadowCopyJob,
} from './own-copies.ts'
import { veeamJobs } from './veeam.ts'
import {
  decodeAttempts,
  decodeWbSummary,
  decodeWbVersions,
  imageFacts,
  withAttempts,
} from './windows-backup.ts'

const versionsMax = 5000

const readerOf = (read: (host: Host) => Promise<readonly (Job | undefined)[]>): JobReader => ({
  everyMs: 0,
  read: async ({ host }) => {
    if (host.platform !== 'win32') throw new NotPresent('This is no Windows')
    return (await read(host)).filter((job) => job !== undefined)
  },
})

/** Each on its own: one section that fails must not hide what the others found. */
export const windowsReaders: readonly JobReader[] = [
  readerOf(windowsBackup),
  readerOf(async (host) => [fileHistoryJob(await section(host, 'daily', 'fileHistory'))]),
  readerOf(async (host) => [restorePointJob(await section(host, 'daily', 'restorePoints'))]),
  readerOf(async (host) => [shadowCopyJob(await section(host, 'slow', 'shadows'))]),
  readerOf(async (host) => [azureJob(await eventsOf(host))]),
  readerOf(async (host) => veeamJobs(await eventsOf(host))),
  readerOf(async (host) =>
    installedProducts(await section(host, 'slow', 'backupServices')).map(unconfigured),
  ),
]

async function section(host: Host, tier: 'slow' | 'daily', name: string): Promise<unknown> {
  return windowsSection(await host.windows(tier), name)
}

async function eventsOf(host: Host): Promise<readonly BackupEvent[]> {
  return decodeEvents(await section(host, 'slow', 'backupEvents'))
}

/** On servers Windows Server Backup, elsewhere the system image: both write the same events. */
async function windowsBackup(host: Host): Promise<readonly Job[]> {
  const attempts = decodeAttempts(await eventsOf(host))
  const server = await factsOr(attempts.length > 0, async () =>
    decodeWbSummary(await section(host, 'daily', 'wb')),
  )
  if (server !== 'not here') {
    if (!server) return []
    const product = 'windows_server_backup'
    return [{ job: product, product, kind: 'data', ...withAttempts(server, attempts) }]
  }
  const image = await factsOr(attempts.length > 0, async () => {
    const list = await section(host, 'daily', 'wbVersions')
    const versions = decodeWbVersions(textsIn({ list }, 'list', versionsMax).join('\n'))
    return versions.length > 0 || attempts.length > 0 ? imageFacts(versions) : undefined
  })
  if (!image || (image === 'not here' && attempts.length === 0)) return []
  const facts: JobFacts = image === 'not here' ? { state: 'never' } : image
  return [
    {
      job: 'system_image',
      product: 'system_image',
      kind: 'system',
      ...withAttempts(facts, attempts),
    },
  ]
}

/** Where the events tell how it stands, a list that cannot be read is only a gap. */
async function factsOr(
  eventsTell: boolean,
  read: () => Promise<JobFacts | undefined>,
): Promise<JobFacts | undefined | 'not here'> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof NotPresent) return 'not here'
    if (error instanceof Unknown && eventsTell) return unknownBecause(error)
    throw error
  }
}
