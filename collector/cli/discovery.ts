/**
 * `mlinzi discovery`: which subnets are looked through, and the officer's word on what was found,
 * beside a running collector, which sees it within seconds.
 */
import { readFile } from 'node:fs/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import { discoveryDeclaration } from '../../config/discovery-schema.ts'
import { parseConfig } from '../../config/load.ts'
import { deviceRoles } from '../../contract/wire/network.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { acceptFound, declineFound } from '../api/discovery/decide.ts'
import { declareSubnets, networkOf } from '../api/discovery/declare-subnets.ts'
import { foundRows } from '../api/discovery/found-rows.ts'
import { fitsFilter } from '../api/discovery/filter.ts'
import { foundFilters, type FoundFilter } from '../api/discovery-views.ts'
import type { Repositories } from '../repositories.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>

export function discoveryCommands(withRepositories: WithRepositories): Command {
  const command = new Command('discovery').description(
    'Subnets that pollers look through, and what was found there',
  )
  subnetCommands(command, withRepositories)
  decisions(command, withRepositories)
  return command
}

interface AddOptions {
  readonly site: string
  readonly perSecond?: number
  readonly everyDays?: number
  readonly anyTime?: boolean
  readonly snmp?: '1' | '2c'
}

function subnetCommands(command: Command, withRepositories: WithRepositories): void {
  const declare = (declaration: unknown): Promise<void> =>
    withRepositories(async (repositories) => {
      const wanted = discoveryDeclaration.safeParse(declaration)
      if (!wanted.success)
        throw new Error(wanted.error.issues.map(({ message }) => message).join('\n'))
      for (const cidr of await declareSubnets(repositories, wanted.data))
        console.log(`subnet  ${cidr}`)
    })
  command
    .command('add')
    .description('Look through a subnet outside working hours; the site’s poller does it')
    .argument('<subnet>', 'such as 10.20.3.0/24; at most /22')
    .requiredOption('--site <site>', 'by name or id')
    .addOption(new Option('--per-second <n>', 'addresses a second, at most (5)').argParser(whole))
    .addOption(new Option('--every-days <n>', 'how often (1)').argParser(whole))
    .option('--any-time', 'also in working hours')
    .addOption(
      new Option(
        '--snmp <version>',
        'ask what answers; community in MLINZI_SNMP_COMMUNITY',
      ).choices(['1', '2c']),
    )
    .action((cidr: string, { snmp: version, ...options }: AddOptions) => {
      const community = process.env['MLINZI_SNMP_COMMUNITY'] ?? 'public'
      return declare({
        subnets: [{ cidr, ...options, ...(version && { snmp: [{ version, community }] }) }],
      })
    })
  command
    .command('apply')
    .description('Subnets as a YAML file says, also with SNMPv3')
    .argument('<file>')
    .action((file: string) =>
      withRepositories(async (repositories) => {
        const wanted = parseConfig(file, await readFile(file, 'utf8'), discoveryDeclaration)
        for (const cidr of await declareSubnets(repositories, wanted))
          console.log(`subnet  ${cidr}`)
      }),
    )
  existingSubnets(command, withRepositories)
}

function existingSubnets(command: Command, withRepositories: WithRepositories): void {
  command
    .command('subnets')
    .description('Which subnets, and when they were last looked through')
    .action(() => withRepositories(listSubnets))
  command
    .command('run')
    .description('Look through the subnet at once')
    .argument('<subnet>')
    .action((cidr: string) =>
      withRepositories(async ({ discovery }) => discovery.want(await knownSubnet(discovery, cidr))),
    )
  command
    .command('remove')
    .description('Never look through it again; forgets what was found there')
    .argument('<subnet>')
    .action((cidr: string) =>
      withRepositories(async ({ discovery }) =>
        discovery.removeSubnet(await knownSubnet(discovery, cidr)),
      ),
    )
}

/** @throws Error when it is not declared. */
async function knownSubnet(discovery: Repositories['discovery'], text: string): Promise<string> {
  const known = (await discovery.subnets()).map(({ cidr }) => cidr)
  const wanted = /^\d+(\.\d+){3}\/\d+$/.test(text) ? networkOf(text) : text
  if (known.includes(wanted)) return wanted
  throw new Error(`There is no subnet "${text}"; see: mlinzi discovery subnets`)
}

async function listSubnets({ discovery, office }: Repositories): Promise<void> {
  const sites = new Map((await office.sites()).map(({ id, name }) => [id, name]))
  for (const subnet of await discovery.subnets()) {
    const { cidr, siteId, state, doneMs, answered, personal, perSecond, everyDays } = subnet
    const last = doneMs === null ? 'never' : new Date(doneMs).toISOString()
    const how = `${perSecond}/s, every ${everyDays} days${subnet.anyTime ? '' : ', outside working hours'}`
    const now = subnet.run === null ? (state ?? '-') : 'running'
    const seen = `${answered} found, ${personal} personal not listed`
    console.log([cidr, sites.get(siteId) ?? siteId, how, now, last, seen].join('  '))
  }
}

function decisions(command: Command, withRepositories: WithRepositories): void {
  command
    .command('list')
    .description('What was found')
    .addArgument(
      command
        .createArgument('[which]')
        .choices([...foundFilters])
        .default('new'),
    )
    .action((which: FoundFilter) =>
      withRepositories(async (repositories) => {
        for (const row of await foundRows(timed(repositories))) {
          if (!fitsFilter(row, which)) continue
          const place = row.place ? `${row.place.device} port ${row.place.port}` : '-'
          const name = row.hostName ?? row.name ?? '-'
          const card = row.mac ?? '-'
          const words = [
            row.id,
            row.siteName,
            row.kind,
            row.address,
            card,
            row.maker ?? '-',
            name,
            place,
          ]
          console.log(words.join('  '))
        }
      }),
    )
  command
    .command('accept')
    .description('Register as a device of its site')
    .argument('<id>')
    .option('--name <name>', 'left out: what it calls itself')
    .addOption(new Option('--role <role>').choices([...deviceRoles]))
    .option('--address <address>', 'of a neighbour that does not say where it is')
    .action((id: string, options: { name?: string; role?: string; address?: string }) =>
      withRepositories(async (repositories) => {
        const { devices } = await acceptFound(timed(repositories), [{ id, ...options }])
        for (const { id: hostId, name } of devices) console.log(`device  ${hostId}  ${name}`)
        await note(repositories, 'discovery.accept', devices.map(({ name }) => name).join(', '))
      }),
    )
  putAside(command, withRepositories)
}

function putAside(command: Command, withRepositories: WithRepositories): void {
  command
    .command('decline')
    .description('Do not propose them again, unless they change')
    .argument('<ids...>')
    .option('--reason <words>', 'why, for colleagues')
    .action((ids: string[], { reason }: { reason?: string }) =>
      withRepositories(async (repositories) => {
        const about = {
          by: actor,
          atMs: systemClock.now(),
          ...(reason !== undefined && { reason }),
        }
        const declined = await declineFound(timed(repositories), ids, about)
        if (declined.length < ids.length) throw new Error('Not all of these ids were found.')
        await note(repositories, 'discovery.decline', `${declined.length}`)
      }),
    )
  command
    .command('restore')
    .description('Propose them again')
    .argument('<ids...>')
    .action((ids: string[]) => withRepositories(({ discovery }) => discovery.restore(ids)))
}

const actor = 'command line'

function timed<T extends Repositories>(
  repositories: T,
): T & { readonly clock: typeof systemClock } {
  return { ...repositories, clock: systemClock }
}

async function note({ audit }: Repositories, action: string, subject: string): Promise<void> {
  await audit.add({ actor, action, subject, details: '' })
}

function whole(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('Write a whole number.')
  return Number(text)
}
