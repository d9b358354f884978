/** Archives of a borg repository (`borg list --json`); listed without a lock. */
import type { Host } from '../../host/host.ts'
import { instantOf } from './instant.ts'
import { isObject, objectsIn, parseJson, textIn } from './json.ts'
import { declaredJob, type JobFacts, type JobReader } from './job.ts'
import type { BorgOptions } from './options.ts'
import { failedListing, passwordIn, repositoryEveryMs, repositoryTimeoutMs } from './repository.ts'

const program = '/usr/bin/borg'
const archivesMax = 20_000
const outputBytesMax = 16 * 1024 * 1024

export interface BorgArchive {
  readonly name: string
  /** When it was begun; the list does not tell its end. */
  readonly timeMs: number
}

export function borgReader(all: readonly BorgOptions[]): JobReader {
  return {
    everyMs: repositoryEveryMs,
    read: async ({ host }) => {
      const jobs = []
      for (const options of all) {
        const { name, kind, target } = options
        const job = { job: `borg:${name}`, product: 'borg', kind, target } as const
        jobs.push(await declaredJob(job, () => readRepository(host, options)))
      }
      return jobs
    },
  }
}

async function readRepository(host: Host, options: BorgOptions): Promise<JobFacts> {
  const { repository, passwordFile, prefix } = options
  const { exitCode, stdout, stderr } = await host.run(
    program,
    ['--bypass-lock', '--log-json', 'list', '--json', repository],
    {
      timeoutMs: repositoryTimeoutMs,
      outputBytesMax,
      environment: {
        BORG_PASSPHRASE: await passwordIn(host, passwordFile),
        // Nobody is there to answer; reading a repository that moved does no harm.
        BORG_RELOCATED_REPO_ACCESS_IS_OK: 'yes',
        BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
      },
    },
  )
  // 1 and 100 to 127 are warnings: the list is whole.
  if (exitCode !== 0 && exitCode !== 1 && !(exitCode >= 100 && exitCode <= 127)) {
    return await failedListing(host, repository, borgTrouble(exitCode, stderr))
  }
  const archives = decodeArchives(stdout)
  return archives
    ? judgeArchives(archives.filter(({ name }) => name.startsWith(prefix)))
    : { state: 'unknown', reason: 'bad_output', detail: 'list' }
}

/** Oldest first; undefined when this is not borg's list. Times have no zone: see instantOf. */
export function decodeArchives(text: string): readonly BorgArchive[] | undefined {
  const listed = parseJson(text)
  if (!isObject(listed) || !Array.isArray(listed['archives'])) return undefined
  return objectsIn(listed['archives'], archivesMax)
    .flatMap((one): BorgArchive[] => {
      const timeMs = instantOf(textIn(one, 'start') ?? textIn(one, 'time'))
      return timeMs === undefined ? [] : [{ name: textIn(one, 'name') ?? '', timeMs }]
    })
    .sort((a, b) => a.timeMs - b.timeMs)
}

/** What a list shows are finished archives; borg keeps checkpoints out of it. */
export function judgeArchives(archives: readonly BorgArchive[]): JobFacts {
  const newestMs = archives.at(-1)?.timeMs
  if (newestMs === undefined) return { state: 'never', goodCopies: 0 }
  return {
    state: 'ok',
    lastSuccessMs: newestMs,
    lastAttemptMs: newestMs,
    goodCopies: archives.length,
  }
}

/** By borg's message ids, which stay the same in every version. */
export function borgTrouble(exitCode: number, stderr: string): string {
  const ids = stderr
    .split('\n')
    .slice(-50)
    .map(parseJson)
    .filter(isObject)
    .map((line) => textIn(line, 'msgid') ?? '')
  const has = (...known: readonly string[]): boolean => ids.some((id) => known.includes(id))
  if (has('Repository.DoesNotExist', 'Repository.InvalidRepository')) return 'no_repository'
  if (has('PassphraseWrong', 'PasscommandFailure', 'NoPassphraseFailure')) return 'wrong_password'
  if (has('LockTimeout', 'LockFailed', 'LockError')) return 'locked'
  return `exit ${exitCode}`
}
