/** `mlinzi backup-job`: declares backup jobs beside a running collector, which sees it within a minute. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { backupKinds, type BackupKind } from '../../contract/catalogue/families/backup.ts'
import { formatAddress } from '../../contract/wire/address.ts'
import { jobScheduleFault } from '../api/backups/job-form.ts'
import { jobLimits } from '../api/backups/job-limits.ts'
import type { Repositories } from '../repositories.ts'
import type { BackupJob, JobSchedule } from '../state/backup-job.ts'

export interface BackupJobCommandParts {
  readonly withRepositories: (work: (repositories: Repositories) => Promise<void>) => Promise<void>
  /** Where the collector listens. */
  readonly port: () => Promise<number>
}
interface AddOptions {
  readonly host: string
  readonly kind: BackupKind
  readonly every?: number
  readonly cron?: string
  readonly zone?: string
  readonly workingDays?: boolean
  readonly grace: number
  readonly longest: number
  readonly rotating?: boolean
  readonly agentJob?: string
}

export function backupJobCommands(parts: BackupJobCommandParts): Command {
  const { withRepositories } = parts
  const command = new Command('backup-job').description('Backup jobs that must be done in time')
  addCommand(command, parts)
  command
    .command('list')
    .description('Declared jobs')
    .action(() =>
      withRepositories(async ({ backupJobs, hosts }) => {
        const names = new Map((await hosts.all()).map(({ id, name }) => [id, name]))
        for (const job of await backupJobs.all())
          console.log(
            [job.id, names.get(job.hostId) ?? job.hostId, job.name, timesOf(job)].join('  '),
          )
      }),
    )
  command
    .command('url')
    .description('Make a new heartbeat address for a job; the one before ends')
    .argument('<id>')
    .action((id: string) =>
      withRepositories(async (repositories) => {
        const job = await repositories.backupJobs.get(id)
        if (!job) throw new Error(`There is no backup job "${id}"; see: mlinzi backup-job list`)
        console.log(await urlOf(repositories, job.id, await parts.port()))
      }),
    )
  return command
}

function addCommand(command: Command, { withRepositories, port }: BackupJobCommandParts): void {
  command
    .command('add')
    .description('Declare a job and print its heartbeat address, this once')
    .argument('<name>')
    .requiredOption('--host <host>', 'computer, by name or id')
    .addOption(new Option('--kind <kind>').choices([...backupKinds]).default('data'))
    .addOption(new Option('--every <time>', 'such as 1h, 1d, 7d').argParser(secondsOf))
    .option('--cron <pattern>', 'such as "0 18 * * 1-5"; in place of --every')
    .option('--zone <zone>', 'time zone of the pattern; default: the office’s')
    .option('--working-days', 'free days and holidays do not count')
    .addOption(new Option('--grace <time>').argParser(secondsOf).default(6 * 3600, '6h'))
    .addOption(
      new Option('--longest <time>', 'a run may take').argParser(secondsOf).default(43_200, '12h'),
    )
    .option('--rotating', 'its disk is taken out on purpose')
    .option('--agent-job <job>', 'the job as the computer names it, such as run:payroll')
    .action((name: string, options: AddOptions) =>
      withRepositories(async (repositories) => {
        const id = await declare(repositories, name, options)
        console.log(await urlOf(repositories, id, await port()))
      }),
    )
}

async function declare(
  { backupJobs, hosts }: Repositories,
  name: string,
  options: AddOptions,
): Promise<string> {
  const found = (await hosts.all()).filter((host) => [host.id, host.name].includes(options.host))
  const [host] = found
  if (!host || found.length > 1)
    throw new Error(`${found.length} computers are called "${options.host}"`)
  if (name.trim() === '' || name.length > jobLimits.nameCharactersMax)
    throw new Error(`A name has 1 to ${jobLimits.nameCharactersMax} characters`)
  const made = await backupJobs.declare({
    hostId: host.id,
    name: name.trim(),
    kind: options.kind,
    agentJob: options.agentJob ?? null,
    rotating: options.rotating ?? false,
    schedule: scheduleOf(options),
  })
  if (!made) throw new Error(`${host.name} has a job "${name}" already, or there are too many jobs`)
  return made.id
}

/** @throws Error with what is wrong. */
function scheduleOf(options: AddOptions): JobSchedule {
  const schedule: JobSchedule = {
    everySeconds: options.every ?? (options.cron === undefined ? 86_400 : null),
    cron: options.cron ?? null,
    zone: options.zone ?? null,
    workingDays: options.workingDays ?? false,
    graceSeconds: options.grace,
    longestRunSeconds: options.longest,
  }
  const fault = jobScheduleFault(schedule) ?? outOfLimits(schedule)
  if (fault !== undefined) throw new Error(fault)
  return schedule
}

function outOfLimits(schedule: JobSchedule): string | undefined {
  const { everySeconds, graceSeconds, longestRunSeconds } = schedule
  const { everySecondsMin, everySecondsMax, graceSecondsMin, graceSecondsMax } = jobLimits
  const { longestSecondsMin, longestSecondsMax } = jobLimits
  const within = (value: number, min: number, max: number) => value >= min && value <= max
  if (everySeconds !== null && !within(everySeconds, everySecondsMin, everySecondsMax))
    return '--every is 5 minutes to 92 days'
  if (!within(graceSeconds, graceSecondsMin, graceSecondsMax)) return '--grace is 1m to 14d'
  return within(longestRunSeconds, longestSecondsMin, longestSecondsMax)
    ? undefined
    : '--longest is 1m to 7d'
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
function secondsOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const seconds = Number(count) * (units[unit] ?? Number.NaN)
  if (count === '' || !Number.isFinite(seconds))
    throw new InvalidArgumentError('Write a time as 30m, 6h or 1d.')
  return seconds
}

async function urlOf({ backupJobs }: Repositories, id: string, port: number): Promise<string> {
  const secret = await backupJobs.newUrl(id)
  return `https://${formatAddress({ host: 'localhost', port })}/ping/${secret}`
}

function timesOf({ schedule, waiver }: BackupJob): string {
  const times = schedule.cron ?? `every ${(schedule.everySeconds ?? 0) / 3600} h`
  return waiver ? `${times}  waived: ${waiver.reason}` : times
}
