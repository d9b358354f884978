/** How a device is asked by hand: the words of `once snmp` and `snmp walk`. */
import type { Command } from 'commander'
import { agentPaths, homeFolder } from '../home.ts'
import type { CommandOutput } from './output.ts'
import type { WalkWords } from './snmp-words.ts'

/** Secrets are no words of a command line, where every user of the computer can read them. */
const secretsHelp = `
SNMP secrets are read from the environment: MLINZI_SNMP_COMMUNITY (default: public),
MLINZI_SNMP_AUTH_PASSWORD and MLINZI_SNMP_PRIV_PASSWORD.`

export function accessOptions(command: Command): Command {
  return command
    .option('--snmp-version <version>', 'SNMP: 1, 2c or 3', '2c')
    .option('--port <port>', 'SNMP: UDP port', '161')
    .option('--user <name>', 'SNMPv3: user')
    .option('--auth <protocol>', 'SNMPv3: sha256, sha512, sha1 …', 'sha256')
    .option('--priv <protocol>', 'SNMPv3: aes128, aes256, aes256-reeder, des', 'aes128')
    .option('--context <name>', 'SNMPv3: context')
    .option(
      '--profile <id>',
      'SNMP: device profile, when the device\u2019s own answer must not decide',
    )
    .option('--timeout <seconds>', 'SNMP: wait so long for an answer', '2.5')
    .addHelpText('after', secretsHelp)
}

export function snmpCommands(program: Command, output: CommandOutput): void {
  const snmp = program.command('snmp').description('look at devices that have no agent')
  const walk = snmp
    .command('walk <device>')
    .description('read all that a device shows, as a recording from which tests can serve it again')
    .option('--record [file]', 'write the recording there (default: <device>.snmprec)')
    .option('--whole', 'with names and places; left out otherwise')
  accessOptions(walk).action(async (device: string, options: WalkWords) => {
    const { walkDevice } = await import('./walk-snmp.ts')
    output.exit(await walkDevice(device, options, agentPaths(homeFolder()).profiles, output))
  })
}
