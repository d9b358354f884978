import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { loadIdentity } from '../identity.ts'
import { exitCodes } from '../exit-codes.ts'
import { readState } from '../state-file.ts'
import type { CommandOutput } from './output.ts'
import { statusText } from './status-text.ts'

/** Tells how the agent gets on, from what it last wrote; exit code 0 only when one runs. */
export async function showStatus(
  paths: { readonly folder: string },
  json: boolean,
  output: CommandOutput,
): Promise<number> {
  const files = new PrivateFolder(paths.folder)
  const identity = await loadIdentity(files)
  const state = await readState(files)
  const running = state?.running === true && isAlive(state.processId)
  if (json)
    output.print(JSON.stringify({ enrolled: identity !== undefined, running, state }, null, 2))
  else if (!identity) output.print('This computer is not enrolled: mlinzi agent enrol TOKEN')
  else if (!state) output.print('This computer is enrolled; no agent has run here yet.')
  else output.print(statusText(state, running, systemClock.now()))
  return running ? exitCodes.ok : exitCodes.failed
}

/** Signal 0 asks whether a process exists; no right to ask means that it does. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
