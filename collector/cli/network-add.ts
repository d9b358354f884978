/** `mlinzi network add` and `mlinzi network check`. */
import { Option, type Command } from 'commander'
import {
  checkWordKinds,
  settingsOf,
  targetWords,
  type CheckWordKind,
} from '../../config/check-words.ts'
import {
  snmpAccessOf,
  snmpAuths,
  snmpLevels,
  snmpPrivs,
  snmpVersions,
  type SnmpWords,
} from '../../config/snmp-words.ts'
import { deviceRoles } from '../../contract/wire/network.ts'
import { everyOption, wholeOf } from './network-options.ts'
import { readSecrets, secretsHelp } from './network-secrets.ts'

export type Declare = (declaration: unknown) => Promise<void>

interface SnmpOptions {
  readonly snmp?: SnmpWords['version']
  readonly snmpPort?: number
  readonly snmpUser?: string
  readonly snmpLevel?: SnmpWords['level']
  readonly snmpAuth?: SnmpWords['auth']
  readonly snmpPriv?: SnmpWords['priv']
  readonly snmpEvery?: number
  readonly profile?: string
  readonly secrets?: string
}
interface AddOptions extends SnmpOptions {
  readonly role: string
  readonly site?: string
  readonly department?: string
  readonly poller?: string
  readonly every?: number
  readonly ping: boolean
}

export function addCommand(command: Command, declare: Declare): void {
  const add = command
    .command('add')
    .description('Declare a device without an agent; it is pinged')
    .argument('<name>')
    .argument('<address>', 'such as 10.20.3.1')
    .addOption(new Option('--role <role>').choices([...deviceRoles]).default('network'))
    .option('--site <site>', 'where it stands; that site’s poller looks at it')
    .option('--department <department>')
    .option('--poller <computer>', 'in place of the site’s')
    .addOption(everyOption('--every <time>'))
    .option('--no-ping', 'it does not answer pings')
  snmpOptions(add).action(async (name: string, address: string, options: AddOptions) => {
    const { role, site, department, poller, ping, every } = options
    const snmp = await snmpOf(options)
    return declare({
      devices: [
        {
          name,
          address,
          role,
          ping,
          site,
          department,
          poller,
          ...(every !== undefined && { everySeconds: every }),
          ...(snmp && { snmp }),
        },
      ],
    })
  })
}

function snmpOptions(command: Command): Command {
  return command
    .addOption(new Option('--snmp <version>', 'also read it by SNMP').choices([...snmpVersions]))
    .addOption(new Option('--snmp-port <port>').argParser(wholeOf))
    .option('--snmp-user <name>', 'SNMPv3')
    .addOption(new Option('--snmp-level <level>', 'SNMPv3').choices([...snmpLevels]))
    .addOption(new Option('--snmp-auth <protocol>', 'SNMPv3').choices([...snmpAuths]))
    .addOption(new Option('--snmp-priv <protocol>', 'SNMPv3').choices([...snmpPrivs]))
    .addOption(everyOption('--snmp-every <time>'))
    .option('--profile <id>', 'device profile, when the device’s own answer must not decide')
    .option('--secrets <file>', secretsHelp)
}

async function snmpOf(options: SnmpOptions) {
  const { snmp: version, secrets: file } = options
  if (version === undefined) {
    if (file !== undefined) throw new Error('--secrets belongs to --snmp 1, 2c or 3')
    return undefined
  }
  const words: SnmpWords = {
    version,
    port: options.snmpPort,
    user: options.snmpUser,
    level: options.snmpLevel,
    auth: options.snmpAuth,
    priv: options.snmpPriv,
    profile: options.profile,
    everySeconds: options.snmpEvery,
  }
  const wanted = version === '3' ? ['authKey', 'privKey'] : ['community']
  return snmpAccessOf(words, await readSecrets(file, wanted))
}

interface CheckOptions {
  readonly device?: string
  readonly poller?: string[]
  readonly every?: number
  readonly timeout?: number
  readonly set?: string[]
  readonly secrets?: string
}

export function checkCommand(command: Command, declare: Declare): void {
  command
    .command('check')
    .description('Declare a check of a service')
    .addArgument(command.createArgument('<kind>').choices([...checkWordKinds]))
    .argument('<name>', 'as mails and pages call it')
    .argument('<target>', 'address, host:port, page, domain or mailbox, as the kind asks')
    .option('--device <device>', 'the declared device that it is about')
    .option('--poller <computer...>', 'who makes it; left out: the pollers of all sites')
    .addOption(everyOption('--every <time>'))
    .addOption(new Option('--timeout <ms>', 'milliseconds').argParser(wholeOf))
    .option('--set <word=value...>', 'such as keyword=Karibu, status=200, send.host=barua.go.tz')
    .option('--secrets <file>', secretsHelp)
    .action(async (kind: CheckWordKind, name: string, target: string, options: CheckOptions) => {
      if (options.secrets !== undefined && kind !== 'mail')
        throw new Error('only checks of kind mail have secrets')
      if (options.set?.some((one) => /password=/i.test(one)))
        throw new Error('passwords are read from --secrets, never from the command line')
      const words = ['password', 'sendPassword', 'fetchPassword']
      const secrets = await readSecrets(options.secrets, words)
      return declare({
        checks: [
          {
            ...settingsOf(targetWords(kind, target), [
              ...(options.set ?? []),
              ...passwordSettings(secrets),
            ]),
            name,
            ...(options.device !== undefined && { device: options.device }),
            ...(options.poller !== undefined && { pollers: options.poller }),
            ...(options.every !== undefined && { everySeconds: options.every }),
            ...(options.timeout !== undefined && { timeoutMs: options.timeout }),
          },
        ],
      })
    })
}

/** One password for both servers, or one for each. */
function passwordSettings({
  password,
  sendPassword = password,
  fetchPassword = password,
}: Readonly<Record<string, string | undefined>>): readonly string[] {
  return [
    ...(sendPassword === undefined ? [] : [`send.password=${sendPassword}`]),
    ...(fetchPassword === undefined ? [] : [`fetch.password=${fetchPassword}`]),
  ]
}
