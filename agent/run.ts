/** `mlinzi agent run`: the agent as a service, until a signal comes. */
import { systemClock } from '../lib/system-clock.ts'
import { lineLog } from '../lib/line-log.ts'
import { PrivateFolder } from '../lib/private-folder.ts'
import { NotEnrolled, startAgent } from './agent.ts'
import { reasonForStop } from './boot.ts'
import { exitCodes } from './exit-codes.ts'
import { agentPaths } from './home.ts'
import { liveHost } from './host/live.ts'
import { lowerPriority } from './host/priority.ts'
import { runReportFolder } from './host/run-reports.ts'
import { spoolFiles } from './host/spool-files.ts'
import { loadAgentConfig } from './load-config.ts'
import { programVersion } from './program-version.ts'
import { hearServiceHost, type ServiceHost } from './service-events.ts'
import { collectGarbage } from './small-memory.ts'
import { SpoolLocked } from './spool/storage-fault.ts'

const stopWithinMs = 10_000

/** Gives the exit code. Config errors are thrown: they name file and line. */
export async function runAgent(home: string, configFile?: string): Promise<number> {
  const host = liveHost(systemClock)
  const paths = agentPaths(home)
  const config = await loadAgentConfig(host, configFile ?? paths.config)
  const log = lineLog(config.logLevel, systemClock, (line) => process.stderr.write(line))
  const files = new PrivateFolder(paths.folder)
  const signals = hearSignals()
  const service = serviceHost()
  const over = new AbortController()
  try {
    const agent = await startAgent({
      config,
      version: programVersion,
      host,
      windowsCost: () => host.windowsCost(),
      allowPersonal: (allowed) => host.allowPersonal(allowed),
      clock: systemClock,
      log,
      files,
      spoolPath: paths.spool,
      spoolFiles,
      backupRuns: runReportFolder(paths.backupRuns),
      profiles: paths.profiles,
      random: Math.random,
    })
    if (!lowerPriority()) log.warn({}, 'The priority could not be lowered')
    log.info({ version: programVersion, processId: process.pid }, 'The agent runs')
    service?.obey(agent)
    void collectGarbage(systemClock, over.signal)
    const asked = await Promise.race([signals, agent.ended, ...(service ? [service.ends] : [])])
    systemClock.after(stopWithinMs, endNow)
    await agent.stop(asked ?? reasonForStop(host))
    log.info({}, 'The agent has stopped')
    return exitCodes.ok
  } catch (error) {
    return explain(error)
  } finally {
    over.abort(new Error('The agent stops'))
    service?.close()
    host.close()
    if (host.hungCalls() > 0) endNow()
  }
}

/** Windows has no signals for services: its service host speaks through our standard input. */
function serviceHost(): ServiceHost | undefined {
  if (process.env['MLINZI_SERVICE_HOST'] !== 'stdin') return undefined
  return hearServiceHost(process.stdin, process.stdout)
}

/** Resolves at the first signal that asks for an orderly end. */
function hearSignals(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve())
  })
}

/** Node waits at its end for calls to a dead share, which never come back. All is closed by then. */
function endNow(): void {
  process.kill(process.pid, 'SIGKILL')
}

function explain(error: unknown): number {
  if (error instanceof NotEnrolled) {
    process.stderr.write(`${error.message}. Enrol it first: mlinzi agent enrol TOKEN\n`)
    return exitCodes.notEnrolled
  }
  if (error instanceof SpoolLocked) {
    process.stderr.write(`${error.message}: is an agent running on this computer already?\n`)
    return exitCodes.alreadyRunning
  }
  throw error
}
