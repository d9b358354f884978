/**
 * The agent as it ships (agent/run.ts), with a clock on which waits pass faster. It is bundled for
 * the benchmark exactly as the shipped one is. What it reads and sends, and when a reading was
 * taken, is as in life; only the time between the beats is shorter.
 */
import { agentDefaults, sourceNames, type AgentConfig } from '../../config/agent-defaults.ts'
import { startAgent } from '../../agent/agent.ts'
import { agentPaths } from '../../agent/home.ts'
import { liveHost } from '../../agent/host/live.ts'
import { lowerPriority } from '../../agent/host/priority.ts'
import { spoolFiles } from '../../agent/host/spool-files.ts'
import { preferSmallMemory } from '../../agent/small-memory.ts'
import { lineLog } from '../../lib/line-log.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { SpedClock } from '../sped-clock.ts'

const connectMs = 8000

/** What collectd reads too; what nobody else reads (updates, backups …) would not be compared. */
const compared: ReadonlySet<string> = new Set(
  'cpu mem swap system diskio net pressure sensors battery disk processes agent'.split(' '),
)

preferSmallMemory()
void main(Number(process.argv[2]), process.argv[3] ?? '', process.argv[4] === 'every sample')

/** With `everySample` disks and processes are read at each beat, a setting that agent.yaml has too. */
function configOf(everySample: boolean): AgentConfig {
  const off = sourceNames.filter((name) => !compared.has(name))
  const sources = { ...agentDefaults.sources, off }
  if (!everySample) return { ...agentDefaults, sources }
  return { ...agentDefaults, sources: { ...sources, everySample: ['disk', 'processes'] } }
}

async function main(factor: number, home: string, everySample: boolean): Promise<void> {
  const paths = agentPaths(home)
  const clock = new SpedClock(1, false)
  const agent = await startAgent({
    config: configOf(everySample),
    version: 'bench',
    host: liveHost(systemClock),
    clock,
    log: lineLog('warn', systemClock, (line) => process.stderr.write(line)),
    files: new PrivateFolder(paths.folder),
    spoolPath: paths.spool,
    spoolFiles,
    random: Math.random,
  })
  lowerPriority()
  process.on('SIGTERM', () => void agent.stop('stop').then(() => process.exit(0)))
  // Deadlines of the connection are shortened too, so it is made at life's pace.
  systemClock.after(connectMs, () => (clock.factor = factor))
  await agent.ended
}
