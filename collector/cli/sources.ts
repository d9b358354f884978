/** `mlinzi source …`: programs of others that write line protocol to the collector. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '../../lib/system-clock.ts'
import { nearest } from '../../lib/nearest.ts'
import type { Role } from '../model/hosts.ts'
import type { Repositories } from '../repositories.ts'
import { isSourceName, seriesMaxDefault, type LineSource } from '../state/line-sources.ts'

export interface SourceCommandParts {
  readonly withRepositories: (work: (repositories: Repositories) => Promise<void>) => Promise<void>
  readonly port: () => Promise<number>
}
interface Place {
  readonly id: string
  readonly name: string
}

const roles: readonly Role[] = ['server', 'network', 'printer', 'ups', 'desktop', 'laptop']
const refusedShown = 50

export function sourceCommands(parts: SourceCommandParts): Command {
  const source = new Command('source').description(
    'Programs that write line protocol: Telegraf, Proxmox, a NAS, a router',
  )
  createCommand(source, parts)
  changeCommands(source, parts)
  const { withRepositories } = parts
  source
    .command('list')
    .description('Sources with their last write, points stored and points refused')
    .action(() =>
      withRepositories(async ({ lineSources }) => {
        for (const one of await lineSources.all()) console.log(lineOf(one))
      }),
    )
  source
    .command('refused')
    .description('Why points of it were refused, with the newest of each kind')
    .argument('<name>')
    .action((name: string) =>
      withRepositories(async ({ lineSources }) => {
        const { id } = await known(lineSources, name)
        for (const one of await lineSources.refusals(id, refusedShown)) {
          const when = new Date(one.atMs).toISOString()
          console.log(`${when}  ${one.points} points  ${one.reason}\n  ${one.line}`)
        }
      }),
    )
  return source
}

function createCommand(source: Command, { withRepositories, port }: SourceCommandParts): void {
  source
    .command('create')
    .description('Make a source and print its token, which is shown only this once')
    .argument('<name>', 'what it is called in tags and pages', sourceName)
    .addOption(
      new Option('--role <role>', 'what its hosts are, for rules about silence')
        .choices(roles)
        .default('server'),
    )
    .option('--site <site>', 'name of the site where they stand')
    .option('--department <department>', 'name of the department')
    .option('--series <number>', 'series that it may have', positive, seriesMaxDefault)
    .action((name: string, options: NewSource) =>
      withRepositories(async ({ lineSources, office }) => {
        const { secret } = await lineSources.create({
          name,
          role: options.role,
          siteId: placeId('site', options.site, await office.sites()),
          departmentId: placeId('department', options.department, await office.departments()),
          seriesMax: options.series,
        })
        console.log(secret)
        console.error(telegrafHint(await port()))
      }),
    )
}

function changeCommands(source: Command, { withRepositories }: SourceCommandParts): void {
  source
    .command('revoke')
    .description('Its writes are refused from now on; its readings stay')
    .argument('<name>')
    .action((name: string) =>
      withRepositories(async ({ lineSources }) => {
        await lineSources.revoke((await known(lineSources, name)).id)
      }),
    )
  source
    .command('limit')
    .description('How many series it may have')
    .argument('<name>')
    .argument('<series>', 'a whole number', positive)
    .action((name: string, series: number) =>
      withRepositories(async ({ lineSources }) => {
        await lineSources.limit((await known(lineSources, name)).id, series)
      }),
    )
}

interface NewSource {
  readonly role: Role
  readonly site?: string
  readonly department?: string
  readonly series: number
}

async function known(sources: Repositories['lineSources'], name: string): Promise<LineSource> {
  const all = await sources.all()
  const found = all.find((one) => one.name === name)
  if (found) return found
  throw new Error(
    `There is no source "${name}"${hintOf(
      name,
      all.map((one) => one.name),
    )}`,
  )
}

function placeId(what: string, name: string | undefined, places: readonly Place[]): string | null {
  if (name === undefined) return null
  const found = places.find((place) => place.name === name)
  if (found) return found.id
  throw new Error(
    `There is no ${what} "${name}"${hintOf(
      name,
      places.map((place) => place.name),
    )}`,
  )
}

function hintOf(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  if (near !== undefined) return `; did you mean "${near}"?`
  return known.length === 0 ? '; there is none yet' : `; known: ${known.join(', ')}`
}

function lineOf(source: LineSource): string {
  const { name, role, lastWriteMs, points, refused, revoked } = source
  const seconds = lastWriteMs === null ? null : Math.round((systemClock.now() - lastWriteMs) / 1000)
  const last = seconds === null ? 'has not written yet' : `wrote ${seconds} s ago`
  const state = revoked ? 'revoked' : 'valid'
  return `${name}  ${role}  ${state}  ${last}  ${points} points  ${refused} refused`
}

/** On the error output: what reads the token from the other one gets nothing else. */
function telegrafHint(port: number): string {
  return `
Give it to the program that writes. For Telegraf, in telegraf.conf:

  [[outputs.influxdb_v2]]
    urls = ["https://COLLECTOR:${port}"]
    token = "(the token above)"
    organization = "mlinzi"
    bucket = "mlinzi"
    tls_ca = "/etc/telegraf/mlinzi-ca.pem"

docs/LINE-PROTOCOL.md tells of the certificate, Proxmox, a NAS and a router.`
}

function sourceName(text: string): string {
  if (isSourceName(text)) return text
  throw new InvalidArgumentError('a name has letters, digits, ".", "_" and "-", 63 at most')
}

function positive(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0 && value <= 1_000_000) return value
  throw new InvalidArgumentError('a whole number from 1 to 1000000')
}
