import type { Host } from '../../host/host.ts'
import type { JobFacts } from './job.ts'

/** Over a thin line listing costs minutes and megabytes; a copy is made once a day. */
export const repositoryEveryMs = 4 * 3_600_000
export const repositoryTimeoutMs = 120_000

/**
 * What a listing that failed says of the backup. Only one thing is a failed backup and not merely
 * an unknown one: a repository on this computer that is there no more, though its folder is.
 */
export async function failedListing(
  host: Host,
  repository: string,
  trouble: string,
): Promise<JobFacts> {
  if (trouble === 'locked') return { state: 'unknown', reason: 'busy', detail: trouble }
  if (trouble === 'wrong_password') {
    return { state: 'unknown', reason: 'not_configured', detail: trouble }
  }
  if (trouble !== 'no_repository') {
    return { state: 'unknown', reason: 'provider_failed', detail: trouble }
  }
  const folder = isLocal(repository) ? await host.fileInfo(repository) : undefined
  return folder
    ? { state: 'failed', detail: trouble }
    : { state: 'unknown', reason: 'unreachable', detail: trouble }
}

function isLocal(repository: string): boolean {
  return repository.startsWith('/') || /^[A-Za-z]:[\\/]/.test(repository)
}

/** The first line of a password file; a newline at its end does not belong to the password. */
export async function passwordIn(host: Host, file: string): Promise<string> {
  return (await host.readText(file)).split(/\r?\n/, 1)[0] ?? ''
}
