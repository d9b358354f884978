import type { Command } from 'commander'
import { checkWordKinds } from '../../config/check-words.ts'
import { languageOf } from '../../lib/language.ts'
import { agentPaths, homeFolder } from '../home.ts'
import { exitCodes } from '../exit-codes.ts'
import type { CommandOutput } from './output.ts'
import { accessOptions, snmpCommands } from './snmp-command.ts'
import type { AccessWords } from './snmp-words.ts'

interface DoctorOptions {
  readonly json?: true
  readonly lang?: string
  readonly config?: string
}

interface OnceOptions extends AccessWords {
  readonly json?: true
  readonly config?: string
  readonly set?: string[]
}

interface BackupRunOptions {
  readonly name?: string
  readonly kind: string
}

/** Adds the agent's commands to a program; each loads what it needs when it is called. */
export function agentCommands(program: Command, output: CommandOutput): Command {
  const config = ['--config <file>', 'settings file (default: agent.yaml in MLINZI_HOME)'] as const
  program
    .command('run')
    .description('run the agent until it is stopped')
    .option(...config)
    .action(async (options: { readonly config?: string }) => {
      const { runAgent } = await import('../run.ts')
      output.exit(await runAgent(homeFolder(), options.config))
    })
  program
    .command('enrol [token]')
    .description('make this computer known to a collector (or give the token in MLINZI_TOKEN)')
    .action(async (token?: string) => {
      const { enrolHere } = await import('./enrol.ts')
      const text = token ?? process.env['MLINZI_TOKEN'] ?? ''
      output.exit(await enrolHere(homeFolder(), text, output))
    })
  program
    .command('status')
    .description('tell how the agent of this computer gets on')
    .option('--json', 'as JSON')
    .action(async (options: { readonly json?: true }) => {
      const { showStatus } = await import('./status.ts')
      output.exit(await showStatus(agentPaths(homeFolder()), options.json ?? false, output))
    })
  onceCommand(program, output, config)
  program
    .command('doctor')
    .description('explain what is missing on this computer, and why')
    .option('--json', 'as JSON')
    .option('--lang <language>', 'sw or en (default: the language of this computer)')
    .option(...config)
    .action(async (options: DoctorOptions) => {
      const { showDoctor } = await import('./doctor.ts')
      const paths = agentPaths(homeFolder())
      const request = {
        ...paths,
        config: options.config ?? paths.config,
        json: options.json ?? false,
        language: languageOf(options.lang),
      }
      output.exit(await showDoctor(request, output))
    })
  deadManCommand(program, output, config)
  backupRunCommand(program, output)
  snmpCommands(program, output)
  return program.exitOverride((error) => {
    output.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage)
    throw error
  })
}

function deadManCommand(
  program: Command,
  output: CommandOutput,
  config: readonly [string, string],
): void {
  program
    .command('dead-man')
    .description('send a test of the SMS that tells when the collector is silent')
    .option(...config)
    .action(async (options: { readonly config?: string }) => {
      const [{ testDeadMan }, { liveHost }, { systemClock }] = await Promise.all([
        import('./dead-man-test.ts'),
        import('../host/live.ts'),
        import('../../lib/system-clock.ts'),
      ])
      const file = options.config ?? agentPaths(homeFolder()).config
      output.exit(await testDeadMan(liveHost(systemClock), file, output))
    })
}

/** What follows `--` belongs to the command that it runs. */
function backupRunCommand(program: Command, output: CommandOutput): void {
  program
    .command('backup-run')
    .description('run a command that makes a backup, and report how it went')
    .usage('[options] -- <command...>')
    .argument('[command...]', 'the command and its words, after --')
    .option('--name <job>', 'name of the job (default: the program)')
    .option('--kind <kind>', 'what the copy is worth: data, system, sync or snapshot', 'data')
    .action(async (command: string[], options: BackupRunOptions) => {
      const [{ runBackup }, { systemClock }] = await Promise.all([
        import('./backup-run.ts'),
        import('../../lib/system-clock.ts'),
      ])
      const { backupRuns: folder } = agentPaths(homeFolder())
      const { name, kind } = options
      output.exit(await runBackup({ folder, name, kind, command }, systemClock, output))
    })
}

function onceCommand(
  program: Command,
  output: CommandOutput,
  config: readonly [string, string],
): void {
  const once = program
    .command('once [source] [device]')
    .description(
      'read this computer once, a device by SNMP, or a service, and print what would be sent',
    )
    .option('--json', 'as JSON')
    .option('--set <word=value...>', 'of a check, such as keyword=Karibu or security=tls')
    .addHelpText(
      'after',
      `\nChecks: once ${checkWordKinds.join('|')} <target>; the password of mail: MLINZI_MAIL_PASSWORD`,
    )
    .option(...config)
  accessOptions(once).action(
    async (source: string | undefined, device: string | undefined, options: OnceOptions) => {
      if (source === 'snmp') {
        const { showDevice } = await import('./once-snmp.ts')
        output.exit(await showDevice(device, options, agentPaths(homeFolder()).profiles, output))
        return
      }
      const kind = checkWordKinds.find((one) => one === source)
      if (kind !== undefined) {
        const { showCheck } = await import('./once-check.ts')
        output.exit(await showCheck(kind, device, options, output))
        return
      }
      const { showOnce } = await import('./once.ts')
      const file = options.config ?? agentPaths(homeFolder()).config
      output.exit(await showOnce({ source, file, json: options.json ?? false }, output))
    },
  )
}
