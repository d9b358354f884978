/**
 * `mlinzi network`: declares pollers, devices and checks beside a running collector, which sees it
 * within seconds. The command words are made into the same declaration that a file holds.
 */
import { readFile } from 'node:fs/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import {
  checkWordKinds,
  settingOf,
  targetWords,
  type CheckWordKind,
} from '../../config/check-words.ts'
import { parseConfig } from '../../config/load.ts'
import { networkDeclaration, type NetworkDeclaration } from '../../config/network-schema.ts'
import { deviceRoles } from '../../contract/wire/network.ts'
import { declareNetwork } from '../api/network/declare.ts'
import type { Repositories } from '../repositories.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>

export function networkCommands(withRepositories: WithRepositories): Command {
  const command = new Command('network').description(
    'Devices without an agent, services, and the computers that look at them',
  )
  const declare = (declaration: unknown): Promise<void> =>
    withRepositories(async (repositories) => {
      const wanted = networkDeclaration.safeParse(declaration)
      if (!wanted.success) throw new Error(wanted.error.issues.map(faultText).join('\n'))
      await tell(repositories, wanted.data)
    })
  pollerCommand(command, declare)
  addCommand(command, declare)
  checkCommand(command, declare)
  command
    .command('apply')
    .description('Declare all that a YAML file says; what has the same name is changed')
    .argument('<file>')
    .action((file: string) =>
      withRepositories(async (repositories) =>
        tell(repositories, parseConfig(file, await readFile(file, 'utf8'), networkDeclaration)),
      ),
    )
  command
    .command('list')
    .description('What is declared')
    .action(() => withRepositories(list))
  command
    .command('remove')
    .description('Remove a device with its history, or a check, by its id')
    .argument('<id>')
    .action((id: string) => withRepositories((repositories) => remove(repositories, id)))
  return command
}

function faultText({ path, message }: { readonly path: PropertyKey[]; readonly message: string }) {
  return `${path.slice(2).map(String).join('.')}: ${message}`
}

type Declare = (declaration: unknown) => Promise<void>

function pollerCommand(command: Command, declare: Declare): void {
  command
    .command('poller')
    .description(
      'Name the computer that looks at a site’s devices; its agent.yaml must say poller: true',
    )
    .argument('<site>')
    .argument('[computer]', 'left out: none any more')
    .action((site: string, computer?: string) => declare({ pollers: { [site]: computer ?? null } }))
}

interface AddOptions {
  readonly role: string
  readonly site?: string
  readonly department?: string
  readonly poller?: string
  readonly every?: number
  readonly ping: boolean
}

function addCommand(command: Command, declare: Declare): void {
  command
    .command('add')
    .description('Declare a device without an agent; it is pinged')
    .argument('<name>')
    .argument('<address>', 'such as 10.20.3.1')
    .addOption(new Option('--role <role>').choices([...deviceRoles]).default('network'))
    .option('--site <site>', 'where it stands; that site’s poller looks at it')
    .option('--department <department>')
    .option('--poller <computer>', 'in place of the site’s')
    .addOption(everyOption())
    .option('--no-ping', 'it does not answer pings')
    .action((name: string, address: string, { every, ...options }: AddOptions) =>
      declare({
        devices: [
          { name, address, ...options, ...(every !== undefined && { everySeconds: every }) },
        ],
      }),
    )
}

interface CheckOptions {
  readonly device?: string
  readonly poller?: string[]
  readonly every?: number
  readonly timeout?: number
  readonly set?: string[]
}

function checkCommand(command: Command, declare: Declare): void {
  command
    .command('check')
    .description('Declare a check of a service')
    .addArgument(command.createArgument('<kind>').choices([...checkWordKinds]))
    .argument('<name>', 'as mails and pages call it')
    .argument('<target>', 'address, host:port, page or domain, as the kind asks')
    .option('--device <device>', 'the declared device that it is about')
    .option('--poller <computer...>', 'who makes it; left out: the pollers of all sites')
    .addOption(everyOption())
    .addOption(new Option('--timeout <ms>', 'milliseconds').argParser(wholeOf))
    .option('--set <word=value...>', 'such as keyword=Karibu, status=200, serverName=mail.go.tz')
    .action((kind: CheckWordKind, name: string, target: string, options: CheckOptions) =>
      declare({
        checks: [
          {
            ...targetWords(kind, target),
            ...Object.fromEntries((options.set ?? []).map(settingOf)),
            name,
            ...(options.device !== undefined && { device: options.device }),
            ...(options.poller !== undefined && { pollers: options.poller }),
            ...(options.every !== undefined && { everySeconds: options.every }),
            ...(options.timeout !== undefined && { timeoutMs: options.timeout }),
          },
        ],
      }),
    )
}

async function tell(repositories: Repositories, declaration: NetworkDeclaration): Promise<void> {
  const { devices, checks } = await declareNetwork(repositories, declaration)
  for (const { id, name } of devices) console.log(`device  ${id}  ${name}`)
  for (const { id, name } of checks) console.log(`check   ${id}  ${name}`)
  for (const [site, host] of Object.entries(declaration.pollers))
    console.log(`poller  ${site}: ${host ?? 'none'}`)
}

async function list({ network, hosts, office }: Repositories): Promise<void> {
  const { devices, checks, sites } = await network.state()
  const names = new Map((await hosts.all()).map(({ id, name }) => [id, name]))
  const nameOf = (id: string | null): string => names.get(id ?? '') ?? '-'
  for (const { id, name } of await office.sites())
    console.log(`poller  ${name}: ${nameOf(sites.get(id) ?? null)}`)
  for (const { hostId, address, pollerHostId } of devices)
    console.log(['device', hostId, nameOf(hostId), address, nameOf(pollerHostId)].join('  '))
  for (const { id, name, check, deviceId, pollers, enabled } of checks) {
    const who = deviceId === null ? pollers.map(nameOf).join(', ') : nameOf(deviceId)
    console.log(['check ', id, check?.kind ?? '?', name, who, enabled ? '' : 'off'].join('  '))
  }
}

async function remove({ network, hosts }: Repositories, id: string): Promise<void> {
  const { devices, checks } = await network.state()
  if (checks.some((check) => check.id === id)) return network.removeCheck(id)
  if (devices.some(({ hostId }) => hostId === id)) return hosts.remove(id)
  throw new Error(`There is no device and no check "${id}"; see: mlinzi network list`)
}

function everyOption(): Option {
  return new Option('--every <time>', 'such as 30s, 5m or 6h').argParser(secondsOf)
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }
function secondsOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? []
  const seconds = Number(count) * (units[unit] ?? Number.NaN)
  if (count === '' || !Number.isFinite(seconds))
    throw new InvalidArgumentError('Write a time as 30s, 5m or 6h.')
  return seconds
}

function wholeOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number.')
  return Number(text)
}
