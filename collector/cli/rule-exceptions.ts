/** `mlinzi rules exceptions …`: exceptions from rules; a running collector follows within half a minute. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '../../lib/system-clock.ts'
import type { Rule } from '../../config/rule.ts'
import { listExceptions, type ListedException } from '../api/rules/exception-list.ts'
import { placeException, type NamedPlaces } from '../api/rules/place-exception.ts'
import { settingOtherwise } from '../api/rules/rule-settings.ts'
import type { ExceptionTrial } from '../api/rules-views.ts'
import { exceptionFile, exceptionFileId } from '../exception-files.ts'
import type { Repositories } from '../repositories.ts'
import { askCollector } from './ask-collector.ts'
import { homeFromEnvironment, loadRules } from './context.ts'
import { daysOf, type RulesCommandParts } from './rules-command.ts'

const actor = 'cli'

interface Options {
  readonly site: readonly string[]
  readonly department: readonly string[]
  readonly role: readonly string[]
  readonly computer: readonly string[]
  readonly object: readonly string[]
  readonly critical?: 'yes' | 'no'
  readonly set: readonly string[]
  readonly without: readonly string[]
  readonly off?: true
  readonly on?: true
  readonly note: string
  readonly days: number
}

export function ruleExceptionCommands(parts: RulesCommandParts): Command {
  const { withRepositories } = parts
  const group = new Command('exceptions').description(
    'Where a rule holds otherwise: a site, department, role, computer or object',
  )
  group
    .command('list')
    .description('All exceptions with their ids; those of files have none')
    .argument('[rule]', 'of this rule alone')
    .action((ruleId?: string) =>
      withRepositories(async (repositories) => {
        const lines = (await exceptions(repositories, ruleId)).map(lineOf)
        for (const line of lines) console.log(line)
        if (lines.length === 0) console.log('There is no exception.')
      }),
    )
  holding(group.command('try'))
    .description('Tell what the rule would have told of the last days without and with it')
    .option('--days <days>', 'so many days back, 14 at most', daysOf, 7)
    .action((ruleId: string, options: Options) => tryOne(parts, ruleId, options))
  holding(group.command('set'))
    .description('Make one; it is checked first, and printed with its id')
    .option('--note <text>', 'why, as colleagues will read it', '')
    .action((ruleId: string, options: Options) =>
      withRepositories((repositories) => setOne(repositories, ruleId, options)),
    )
  group
    .command('remove')
    .description('Remove one; the rule then holds there as everywhere')
    .argument('<id>', 'as `mlinzi rules exceptions list` prints it')
    .action((id: string) => withRepositories((repositories) => removeOne(repositories, id)))
  return group
}

function holding(command: Command): Command {
  const all = (value: string, before: readonly string[]): readonly string[] => [...before, value]
  const many = (flags: string, help: string): Option =>
    new Option(flags, help).argParser(all).default([], 'everywhere')
  return command
    .argument('<rule>', 'id of the rule: server-silent')
    .addOption(many('--site <name>', 'may be given several times, as all of these'))
    .addOption(many('--department <name>', ''))
    .addOption(many('--role <role>', 'server, network, printer, ups, desktop or laptop'))
    .addOption(many('--computer <name>', 'or id; * stands for anything'))
    .addOption(many('--object <name>', 'D:, a service: what the rule is about in the computer'))
    .addOption(new Option('--critical <which>', 'computers marked critical').choices(['yes', 'no']))
    .addOption(
      new Option('--set <path=value>', 'warning.after=10m, critical.when.0.below="5 GB"')
        .argParser(all)
        .default([], 'nothing'),
    )
    .addOption(
      new Option('--without <level>', 'no longer tell at this level: warning')
        .argParser(all)
        .default([], 'none'),
    )
    .option('--off', 'the rule does not hold there at all')
    .option('--on', 'it holds there')
}

function ruleOf(ruleId: string): Rule {
  const found = loadRules(homeFromEnvironment()).find(({ id }) => id === ruleId)
  if (found) return found
  throw new Error(`There is no rule "${ruleId}"; docs/ALERTS.md lists them`)
}

function setOf(rule: Rule, { set, without, off, on }: Options): Record<string, unknown> {
  const changed = new Map(set.map(pairOf))
  const made = settingOtherwise(rule.written, changed)
  for (const level of without) made[level] = null
  if (off) made['enabled'] = false
  if (on) made['enabled'] = true
  if (Object.keys(made).length === 0)
    throw new Error('Nothing is different: say --set, --without, --off or --on')
  return made
}

function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  throw new InvalidArgumentError(`--set "${text}": write PATH=VALUE, such as warning.after=10m`)
}

function placesOf(options: Options): NamedPlaces {
  const { site: sites, department: departments, role: roles, computer: hosts } = options
  const { object: objects, critical } = options
  const marked = critical === undefined ? {} : { critical: critical === 'yes' }
  return { sites, departments, roles, hosts, objects, ...marked }
}

async function tryOne(parts: RulesCommandParts, ruleId: string, options: Options): Promise<void> {
  const set = setOf(ruleOf(ruleId), options)
  await parts.withRepositories(async ({ apiTokens }) => {
    const { id, secret: token } = await apiTokens.create('mlinzi rules exceptions', 'officer')
    try {
      const { days } = options
      const { before, after, rows } = await askCollector<ExceptionTrial>({
        port: await parts.port(),
        token,
        path: '/api/v1/rules/exceptions/test',
        body: { rule: ruleId, where: placesOf(options), set, days },
      })
      console.log(`${rows} readings of the last ${days} days:`)
      console.log(`  as the rule stands: ${before.alerts} alerts on ${before.hosts} computers`)
      console.log(`  with the exception: ${after.alerts} alerts on ${after.hosts} computers`)
    } finally {
      await apiTokens.revoke(id)
    }
  })
}

async function setOne(repositories: Repositories, ruleId: string, options: Options): Promise<void> {
  const set = setOf(ruleOf(ruleId), options)
  const placed = await placeException(repositories, placesOf(options))
  if ('error' in placed) throw new Error(placed.error)
  const { where } = placed
  const { note } = options
  const made = { ruleId, where, set, note, by: actor, atMs: systemClock.now() }
  // A fault is told here, in the words of the rule files.
  loadRules(homeFromEnvironment(), [exceptionFile({ ...made, id: 'tried' })])
  const id = await repositories.ruleExceptions.add(made)
  const details = JSON.stringify({ where, set, note })
  await repositories.audit.add({ actor, action: 'rule.exception_add', subject: ruleId, details })
  console.log(id)
}

async function removeOne({ ruleExceptions, audit }: Repositories, id: string): Promise<void> {
  const found = (await ruleExceptions.all()).find((one) => one.id === id)
  if (!found)
    throw new Error(
      `There is no exception "${id}"; see: mlinzi rules exceptions list (those without an id stand in files)`,
    )
  await ruleExceptions.remove(id)
  const { ruleId: subject, where, set } = found
  const details = JSON.stringify({ where, set })
  await audit.add({ actor, action: 'rule.exception_remove', subject, details })
}

async function exceptions(
  repositories: Repositories,
  ruleId: string | undefined,
): Promise<readonly ListedException[]> {
  const files = (await repositories.ruleExceptions.all()).map(exceptionFile)
  const all = loadRules(homeFromEnvironment(), files)
  const rules = all.filter(({ id }) => ruleId === undefined || id === ruleId)
  const exceptionId = ({ file }: { readonly file: string }) => exceptionFileId(file)
  return listExceptions({ ...repositories, rules: { exceptionId } }, rules)
}

function lineOf(one: ListedException): string {
  const { id, ruleId, file, places, critical, set, by, note } = one
  const where = places.map(({ kind, names }) => `${kind} ${names.join(', ')}`)
  if (critical !== null) where.push(critical ? 'critical computers' : 'other than critical ones')
  const at = where.length === 0 ? 'everywhere' : where.join('; ')
  const origin = id === null ? file : `${id}  ${by}`
  return [ruleId, at, JSON.stringify(set), origin, note].filter((part) => part !== '').join('  ')
}
