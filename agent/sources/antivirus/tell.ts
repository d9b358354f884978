import { TimedOut } from '../../../lib/deadline.ts'
import { NotPresent, type Host } from '../../host/host.ts'

/** What a product's own program said, or why it said nothing. */
export type Told =
  | { readonly output: string; readonly exitCode: number }
  | { readonly silent: 'not_installed' | 'timed_out' | 'no_privilege' | 'provider_failed' }

const timeoutMs = 15_000

/** Asks a program of the list; what goes wrong is a reason, so that the other products are still told. */
export async function ask(host: Host, program: string, args: readonly string[]): Promise<Told> {
  try {
    const { stdout, stderr, exitCode } = await host.run(program, args, { timeoutMs })
    if (stdout.trim() === '' && refuses(stderr)) return { silent: 'no_privilege' }
    return { output: stdout, exitCode }
  } catch (error) {
    if (error instanceof NotPresent) return { silent: 'not_installed' }
    if (error instanceof TimedOut) return { silent: 'timed_out' }
    return { silent: 'provider_failed' }
  }
}

export const outputOf = (told: Told): string => ('output' in told ? told.output : '')
export const silenceOf = (told: Told) => ('silent' in told ? told.silent : undefined)

function refuses(stderr: string): boolean {
  return /permission denied|must be (?:run as )?root|not permitted|requires? root|as root/i.test(
    stderr,
  )
}
