import { systemClock } from '../../lib/system-clock.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { ConnectFailed, ConnectRefused } from '../connect/refused.ts'
import { enrol, TokenUnreadable } from '../enrol.ts'
import { agentPaths } from '../home.ts'
import { liveHost } from '../host/live.ts'
import { readFirmwareIds, readMachineFacts } from '../machine-facts.ts'
import { programVersion } from '../program-version.ts'
import { exitCodes } from '../exit-codes.ts'
import type { CommandOutput } from './output.ts'

const withinMs = 60_000

/** Makes this computer known with the officer's token; gives the exit code. */
export async function enrolHere(
  home: string,
  token: string,
  output: CommandOutput,
): Promise<number> {
  if (token === '') {
    output.printError('Give the token that the console shows: mlinzi agent enrol TOKEN')
    return exitCodes.usage
  }
  const host = liveHost(systemClock)
  try {
    const { state, hostId } = await enrol({
      token,
      machine: {
        version: programVersion,
        hostname: host.facts().hostname,
        platform: host.platform,
        facts: readMachineFacts(host, await readFirmwareIds(host)),
      },
      files: new PrivateFolder(agentPaths(home).folder),
      clock: systemClock,
      signal: AbortSignal.timeout(withinMs),
    })
    output.print(
      state === 'approved'
        ? `This computer is enrolled (host ${hostId}).`
        : 'This computer is known and waits for the officer’s approval in the console.',
    )
    return exitCodes.ok
  } catch (error) {
    for (const line of explain(error)) output.printError(line)
    return exitCodes.failed
  } finally {
    host.close()
  }
}

/** What went wrong, for the person at the keyboard; a mistake in the program is thrown on. */
function explain(error: unknown): readonly string[] {
  if (error instanceof TokenUnreadable || error instanceof ConnectRefused) return [error.message]
  if (error instanceof ConnectFailed) {
    return [error.message, ...error.errors.map((one: unknown) => `  ${textOf(one)}`)]
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return ['The collector did not answer in time.']
  }
  throw error
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
