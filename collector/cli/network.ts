/**
 * `mlinzi network`: declares pollers, devices and checks beside a running collector, which sees it
 * within seconds. The command words are made into the same declaration that a file holds.
 */
import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { parseConfig } from '../../config/load.ts'
import { networkDeclaration, type NetworkDeclaration } from '../../config/network-schema.ts'
import { declareNetwork } from '../api/network/declare.ts'
import type { Repositories } from '../repositories.ts'
import { parentCommands } from './parents.ts'
import { addCommand, checkCommand, type Declare } from './network-add.ts'

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
  command.addCommand(parentCommands(withRepositories))
  return command
}

function faultText({ path, message }: { readonly path: PropertyKey[]; readonly message: string }) {
  return `${path.slice(2).map(String).join('.')}: ${message}`
}

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
