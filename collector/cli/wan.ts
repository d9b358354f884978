/** `mlinzi wan …`: the lines of the sites, beside a running collector, which sees it within a minute. */
import { Command } from 'commander'
import { lineFaultText } from '../api/wan/fault-text.ts'
import { settleLine, type LineField, type LineRequest } from '../api/wan/settle-line.ts'
import type { Repositories } from '../repositories.ts'
import { unwrittenLine, type WanLine } from '../state/wan-nouns.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>

const by = 'cli'
const none = 'none'

export function wanCommands(withRepositories: WithRepositories): Command {
  const wan = new Command('wan').description(
    'The lines of the sites: provider, promise, data bundle, and systems that others run',
  )
  wan
    .command('list')
    .description('What is written of each line')
    .action(() => withRepositories(list))
  setCommand(wan, withRepositories)
  serviceCommand(wan, withRepositories)
  return wan
}

async function list({ office, wan, network }: Repositories): Promise<void> {
  const [lines, named] = [await wan.lines(), await wan.services()]
  const sites = await office.sites()
  for (const { id, name } of sites) console.log(lineText(name, lines.get(id) ?? unwrittenLine))
  if (sites.length === 0) console.log('There are no sites.')
  const departments = new Map((await office.departments()).map((one) => [one.id, one.name]))
  for (const { id, name } of (await network.state()).checks) {
    const department = named.get(id)
    if (department === undefined) continue
    console.log(`service  ${name}  used by ${departments.get(department ?? '') ?? 'nobody named'}`)
  }
}

function lineText(site: string, line: WanLine): string {
  const { provider, contract, promisePercent, bundleBytes, renewDay, router } = line
  const parts = [
    provider || 'no provider',
    contract && `contract ${contract}`,
    promisePercent === null ? '' : `promised ${promisePercent} %`,
    bundleBytes === null
      ? 'no bundle'
      : `${(bundleBytes / 1024 ** 3).toFixed(2)} GB a month from day ${renewDay}`,
    router ? `counted at port ${router.port}` : 'counted by the computers',
  ]
  return `${site}  ${parts.filter(Boolean).join(', ')}`
}

type SetOptions = Partial<Omit<Record<LineField, string>, 'checks'>> & {
  readonly check?: readonly string[]
}

function setCommand(wan: Command, withRepositories: WithRepositories): void {
  wan
    .command('set')
    .description(`Write down what is known of a site’s line; "${none}" takes a value away`)
    .argument('<site>', 'its name')
    .option('--provider <name>')
    .option('--contract <number>')
    .option('--phone <number>', 'customer desk of the provider')
    .option('--promise <percent>', 'availability a month by the contract: 99.5')
    .option('--bundle <size>', 'data bought for a month: 30GB, 800MB')
    .option('--renew-day <day>', 'day of the month on which a new bundle begins')
    .option('--router <device>', 'device whose port faces the provider, read by SNMP')
    .option('--port <name>', 'that port: ether1')
    .option(
      '--check <name>',
      'a ping check that measures the line; may be given several times',
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .action((siteName: string, options: SetOptions) =>
      withRepositories(async (repositories) => {
        const { office, wan, audit } = repositories
        const sites = await office.sites()
        const site = sites.find(({ id, name }) => name === siteName || id === siteName)
        if (!site)
          throw new Error(
            `There is no site "${siteName}"; there are: ${sites.map(({ name }) => name).join(', ') || 'none'}`,
          )
        const before = (await wan.lines()).get(site.id) ?? unwrittenLine
        const line = await settleLine(repositories, changed(before, options))
        if ('error' in line) throw new Error(`${optionOf(line.field)}: ${lineFaultText(line)}`)
        await wan.setLine(site.id, line)
        const details = JSON.stringify(line)
        await audit.add({ actor: by, action: 'wan.line', subject: site.name, details })
        console.log(lineText(site.name, line))
      }),
    )
}

/** What is not said stays as it is. */
function changed(before: WanLine, options: SetOptions): LineRequest {
  const said = (field: keyof typeof options, otherwise: string): string => {
    const value = options[field]
    return typeof value !== 'string' ? otherwise : value === none ? '' : value
  }
  const { promisePercent, bundleBytes, renewDay, router } = before
  const withoutRouter = options.router === none
  return {
    provider: said('provider', before.provider),
    contract: said('contract', before.contract),
    phone: said('phone', before.phone),
    promise: said('promise', promisePercent === null ? '' : String(promisePercent)),
    bundle: said('bundle', bundleBytes === null ? '' : `${bundleBytes} B`),
    renewDay: said('renewDay', String(renewDay)),
    router: said('router', router?.hostId ?? ''),
    port: withoutRouter ? '' : said('port', router?.port ?? ''),
    checks:
      options.check && options.check.length > 0
        ? options.check.filter((name) => name !== none)
        : before.checks,
  }
}

function optionOf(field: LineField): string {
  if (field === 'checks') return '--check'
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

interface ServiceOptions {
  readonly department?: string
  readonly remove?: true
}

function serviceCommand(wan: Command, withRepositories: WithRepositories): void {
  wan
    .command('service')
    .description('Name a check as a system that others run: it is judged as a whole')
    .argument('<check>', 'its name or id')
    .option('--department <name>', 'who works with it: its head is told too')
    .option('--remove', 'it is an ordinary check again')
    .action((checkName: string, { department, remove }: ServiceOptions) =>
      withRepositories(async ({ office, network, wan: lines, audit }) => {
        const { checks } = await network.state()
        const check = checks.find(
          ({ id, name, deviceId }) => deviceId === null && (id === checkName || name === checkName),
        )
        if (!check) throw new Error(`There is no service "${checkName}"; see: mlinzi network list`)
        const departments = await office.departments()
        const found = departments.find(({ id, name }) => id === department || name === department)
        if (department !== undefined && !found)
          throw new Error(
            `There is no department "${department}"; there are: ${departments.map(({ name }) => name).join(', ') || 'none'}`,
          )
        if (remove) await lines.removeService(check.id)
        else await lines.setService(check.id, found?.id ?? null)
        const details = JSON.stringify({ judged: !remove, departmentId: found?.id ?? null })
        await audit.add({ actor: by, action: 'wan.service', subject: check.name, details })
      }),
    )
}
