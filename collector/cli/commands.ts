/** The collector's command line. Commands other than `run` work beside a running collector. */
import path from 'node:path'
import { Command, Option } from 'commander'
import { systemClock } from '../../lib/system-clock.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import type { CollectorConfig } from '../../config/collector-schema.ts'
import { readOfficeCertificate } from '../certificate-files.ts'
import { CertificateUnfit } from '../gateway/office-certificate.ts'
import type { CollectorHome } from '../home.ts'
import { openRepositories, type Repositories } from '../repositories.ts'
import { loadBackupKey, makeRecoveryPhrase } from '../state/backup-key.ts'
import { backUp, restore } from '../state/backup.ts'
import {
  certificateFiles,
  homeFromEnvironment,
  loadConfig,
  loadRules,
  loadSupportTable,
} from './context.ts'
import { backupJobCommands } from './backup-jobs.ts'
import { discoveryCommands } from './discovery.ts'
import { expectedCommands } from './expected.ts'
import { influxCommands } from './influx.ts'
import { firstAdministrator, loginLink } from './login-link.ts'
import { notifyCommands } from './notify.ts'
import { networkCommands } from './network.ts'
import { rulesCommands } from './rules.ts'
import { run } from './run.ts'
import { sourceCommands } from './sources.ts'
import { wanCommands } from './wan.ts'
import { windowCommands } from './window.ts'

export function collectorCommands(): Command {
  const program = new Command('mlinzi').description('The collector and its tools')
  program
    .command('run', { isDefault: true })
    .description('Serve console, API and agents until stopped')
    .action(async () => {
      process.exitCode = await run()
    })
  program.addCommand(tokenCommands())
  program.addCommand(userCommands())
  program.addCommand(configCommands())
  program.addCommand(influxCommands(withRepositories))
  program.addCommand(notifyCommands(withRepositories))
  program.addCommand(sourceCommands({ withRepositories, port: listenPort }))
  program.addCommand(rulesCommands({ withRepositories, port: listenPort }))
  program.addCommand(backupJobCommands({ withRepositories, port: listenPort }))
  program.addCommand(networkCommands(withRepositories))
  program.addCommand(discoveryCommands(withRepositories))
  program.addCommand(windowCommands(withRepositories))
  program.addCommand(expectedCommands(withRepositories))
  program.addCommand(wanCommands(withRepositories))
  program
    .command('backup')
    .description('Write an encrypted backup of settings, keys and state now')
    .argument('[folder]', 'where to; default: backups/ in the home')
    .action(backupNow)
  program
    .command('restore')
    .description('Put a backup into an empty home; agents reconnect without a visit')
    .argument('<file>')
    .requiredOption('--phrase <words>', 'the recovery phrase that was shown once')
    .action(async (file: string, { phrase }: { phrase: string }) => {
      await restore(file, phrase, homeFromEnvironment().folder)
      console.log(
        'Restored. If this machine listens on another port, change collector.yaml first. Then start the collector; the agents will find it.',
      )
    })
  return program
}

function tokenCommands(): Command {
  const token = new Command('token').description('Bearer tokens for programs that use /api/v1')
  token
    .command('create')
    .addOption(
      new Option('--role <role>', 'what it may do')
        .choices(['viewer', 'officer', 'admin'])
        .makeOptionMandatory(),
    )
    .option('--name <name>', 'what it is for', 'command line')
    .action(async ({ role, name }: { role: 'viewer' | 'officer' | 'admin'; name: string }) =>
      withRepositories(async ({ apiTokens }) => {
        const { secret } = await apiTokens.create(name, role)
        console.log(secret)
      }),
    )
  token.command('list').action(() =>
    withRepositories(async ({ apiTokens }) => {
      for (const one of await apiTokens.all()) {
        console.log(`${one.id}  ${one.role}  ${one.revoked ? 'revoked' : 'valid'}  ${one.name}`)
      }
    }),
  )
  token
    .command('revoke')
    .argument('<id>')
    .action((id: string) => withRepositories(({ apiTokens }) => apiTokens.revoke(id)))
  return token
}

function userCommands(): Command {
  const user = new Command('user').description('Users of the console')
  user
    .command('reset')
    .description('Print a link that sets a new password, for who has forgotten it')
    .argument('[name]', 'user; default: the first administrator')
    .action((name: string | undefined) =>
      withRepositories(async ({ users }) => {
        const found = name ? await users.byName(name) : await firstAdministrator(users)
        if (!found) throw new Error(`There is no user "${name}"`)
        const { listen } = await loadConfig(homeFromEnvironment().config)
        console.log(await loginLink(users, found, `https://localhost:${listen.port}/`))
      }),
    )
  return user
}

function configCommands(): Command {
  const config = new Command('config').description('Settings files')
  config
    .command('check')
    .description(
      "Check the collector's settings and the rules, telling file and line of each fault",
    )
    .action(async () => {
      const home = homeFromEnvironment()
      await checkCertificate(home, await loadConfig(home.config))
      const rules = loadRules(home)
      const table = await loadSupportTable(home)
      console.log(`${home.config}: good. ${rules.length} rules are in force.`)
      console.log(`End-of-support dates: ${table.systems.length} systems, as of ${table.asOf}.`)
    })
  return config
}

/** @throws CertificateUnfit; what is out of its time is no good for browsers. */
async function checkCertificate(home: CollectorHome, config: CollectorConfig): Promise<void> {
  const { certificate: files } = certificateFiles(config)
  if (files === undefined) return
  const { validToMs, timeFault } = await readOfficeCertificate(home, files, systemClock.now())
  if (timeFault !== undefined) throw new CertificateUnfit(`${files.certificate}: ${timeFault}`)
  console.log(`Certificate: good until ${new Date(validToMs).toISOString().slice(0, 10)}.`)
}

async function backupNow(folder: string | undefined): Promise<void> {
  const home = homeFromEnvironment()
  await withRepositories(async ({ backupState }) => {
    const files = new PrivateFolder(home.folder)
    const phrase = (await loadBackupKey(files)) ? undefined : await makeRecoveryPhrase(files)
    const key = await loadBackupKey(files)
    if (!key) throw new Error('The backup key could not be kept in the home folder')
    const target = await backUp({
      home: home.folder,
      state: { backup: backupState },
      key,
      folder: path.resolve(folder ?? home.backups),
      nowMs: systemClock.now(),
      keep: 14,
    })
    console.log(`Written: ${target}`)
    if (phrase) {
      console.log(
        `\nRecovery phrase, shown only this once. Write it down and keep it elsewhere:\n\n  ${phrase}\n`,
      )
    }
  })
}

async function listenPort(): Promise<number> {
  return (await loadConfig(homeFromEnvironment().config)).listen.port
}

async function withRepositories(
  work: (repositories: Repositories) => Promise<void>,
): Promise<void> {
  const repositories = await openRepositories(homeFromEnvironment(), systemClock)
  try {
    await work(repositories)
  } finally {
    await repositories.close()
  }
}
