import type { Clock } from '../../../lib/clock.ts'
import { powershell } from '../programs/windows.ts'
import { fillIn, scriptPath } from './places.ts'
import { runTier } from './powershell.ts'
import { WindowsQuery } from './query.ts'
import { ResumeWatch } from './resume.ts'
import { scriptHash } from './script.ts'

export type LiveWindows = Pick<WindowsQuery, 'ask' | 'cost' | 'allowPersonal' | 'close'>

/** The batched query on this computer. */
export function liveWindows(clock: Clock): LiveWindows {
  const resume = new ResumeWatch(clock)
  const shell = { program: fillIn(powershell), script: scriptPath(), scriptHash, clock }
  const query = new WindowsQuery({
    run: (tier, skip, signal) => runTier(shell, tier, skip, signal),
    clock,
    resume,
    random: Math.random,
  })
  return {
    ask: (tier) => query.ask(tier),
    cost: () => query.cost(),
    allowPersonal: (allowed) => query.allowPersonal(allowed),
    close: () => {
      resume.stop()
      query.close()
    },
  }
}
