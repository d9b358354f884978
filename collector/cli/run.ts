/** `mlinzi collector run`: serves until a signal comes. */
import { systemClock } from '../../lib/system-clock.ts'
import { createRequestListener } from '../api-root.ts'
import { startCollector, type Collector } from '../collector.ts'
import { firstAdministrator, loginLink } from './login-link.ts'
import { answerParent } from './parent.ts'
import {
  assetsFolder,
  certificateFiles,
  createLog,
  homeFromEnvironment,
  loadConfig,
  influxSettings,
  loadHolidays,
  loadRules,
  loadSupportTable,
  programVersion,
  storeWorkerUrl,
} from './context.ts'

const stopWithinMs = 10_000

export async function run(): Promise<number> {
  const home = homeFromEnvironment()
  const config = await loadConfig(home.config)
  const log = createLog(config)
  const { fullDays, fiveMinuteDays, hourDays } = config.retention
  const collector = await startCollector({
    home,
    address: config.listen.address,
    port: config.listen.port,
    names: config.names,
    collectors: config.collectors,
    ...certificateFiles(config),
    backup: config.backup,
    deadMan: config.deadMan,
    retention: { full: fullDays, m5: fiveMinuteDays, h1: hourDays },
    rules: loadRules(home),
    loadRules: (instead) => loadRules(home, instead),
    ...(await influxSettings(home, config)),
    supportTable: await loadSupportTable(home),
    version: programVersion,
    clock: systemClock,
    log,
    ...(storeWorkerUrl ? { storeWorkerUrl } : {}),
    requestListener: (stages) =>
      createRequestListener(stages, {
        clock: systemClock,
        log,
        version: programVersion,
        assets: assetsFolder,
        holidays: loadHolidays(),
      }),
  })
  await announce(collector)
  log.info({ port: collector.port, version: programVersion }, 'The collector runs')
  await signalled()
  systemClock.after(stopWithinMs, () => process.exit(1))
  await collector.close()
  log.info({}, 'The collector has stopped')
  return 0
}

/** Tells the person at the terminal, or the program that started this one, where the console is. */
async function announce(collector: Collector): Promise<void> {
  const { repositories, backup } = collector.stages
  const url = `https://localhost:${collector.port}/`
  const user = await firstAdministrator(repositories.users)
  const link = user.hasPassword ? null : await loginLink(repositories.users, user, url)
  const recoveryPhrase = await backup.newPhrase()
  if (answerParent(collector, { url, loginLink: link, recoveryPhrase })) return
  console.log(`Console:  ${url}`)
  if (link) console.log(`Log in:   ${link}  (once, within a day)`)
  if (recoveryPhrase) console.log(`Recovery phrase of the backups, shown once: ${recoveryPhrase}`)
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve())
    // The program that started this one has gone; nobody would stop it otherwise.
    process.on('disconnect', () => resolve())
  })
}
