/** `mlinzi window …`: maintenance windows beside a running collector, which sees them at once. */
import { Command } from 'commander'
import { clockTime, isoDate, zoneReader } from '../../config/office-time.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { windowFaultText } from '../api/maintenance/fault-text.ts'
import { windowItems } from '../api/maintenance/maintenance-view.ts'
import { planWindow, type WindowFault, type WindowField } from '../api/maintenance/plan-window.ts'
import type { WindowItem } from '../api/maintenance-views.ts'
import type { Repositories } from '../repositories.ts'
import { dayNumbers, dayWords } from './days.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>

const by = 'cli'

export function windowCommands(withRepositories: WithRepositories): Command {
  const window = new Command('window').description(
    'Maintenance windows: planned work of which nobody is mailed',
  )
  addCommand(window, withRepositories)
  window
    .command('list')
    .description('What is planned, with its id')
    .action(() =>
      withRepositories(async (repositories) => {
        const { zone } = await repositories.office.calendar()
        const items = await windowItems(repositories, systemClock.now())
        for (const item of items) console.log(lineOf(item, zone))
        if (items.length === 0) console.log('No maintenance is planned.')
      }),
    )
  changeCommand(window, withRepositories, 'end', 'End one that runs; a weekly one comes again')
  changeCommand(window, withRepositories, 'remove', 'Remove one; if it runs, it ends')
  return window
}

interface AddOptions {
  readonly computer?: string
  readonly site?: string
  readonly department?: string
  readonly on?: string
  readonly weekly?: string
  readonly from: string
  readonly until: string
  readonly lastDay?: string
}

function addCommand(window: Command, withRepositories: WithRepositories): void {
  window
    .command('add')
    .description('Plan one, for one computer, site or department, in the office’s time')
    .argument('<name>', 'what is done, as colleagues will read it')
    .option('--computer <name>', 'computer or device')
    .option('--site <name>')
    .option('--department <name>')
    .option('--on <date>', 'once, on this day: 2026-12-01')
    .option('--weekly <days>', 'every week on these days: mon,wed,fri')
    .requiredOption('--from <time>', '18:00')
    .requiredOption('--until <time>', '22:00; earlier than --from: on the next day')
    .option('--last-day <date>', 'of one that lasts longer than a day')
    .action((name: string, options: AddOptions) =>
      withRepositories(async (repositories) => {
        const { maintenance, audit } = repositories
        const { computer = '', site = '', department = '', from, until } = options
        const { on: date = '', weekly, lastDay: lastDate = '' } = options
        if ((date === '') === (weekly === undefined))
          throw new Error('Say either --on <date> or --weekly <days>')
        if (weekly !== undefined && lastDate !== '')
          throw new Error('--last-day goes with --on, not with --weekly')
        const planned = await planWindow(
          repositories,
          {
            name,
            computer,
            site,
            department,
            from,
            until,
            date,
            lastDate,
            days: weekly === undefined ? [] : dayNumbers('--weekly', weekly),
          },
          { by, nowMs: systemClock.now() },
        )
        if ('error' in planned) throw new Error(faultText(planned, options))
        const id = await maintenance.add(planned)
        const details = JSON.stringify({ cover: planned.cover, when: planned.when })
        await audit.add({ actor: by, action: 'maintenance.add', subject: planned.name, details })
        console.log(id)
      }),
    )
}

function changeCommand(
  window: Command,
  withRepositories: WithRepositories,
  what: 'end' | 'remove',
  description: string,
): void {
  window
    .command(what)
    .description(description)
    .argument('<id>', 'as `mlinzi window list` prints it')
    .action((id: string) =>
      withRepositories(async ({ maintenance, audit }) => {
        const found = (await maintenance.all()).find((one) => one.id === id)
        if (!found) throw new Error(`There is no window "${id}"; see: mlinzi window list`)
        if (what === 'end') await maintenance.end(id, systemClock.now())
        else await maintenance.remove(id)
        const action = `maintenance.${what}`
        await audit.add({ actor: by, action, subject: found.name, details: '' })
      }),
    )
}

const optionOf: Readonly<Record<WindowField, string>> = {
  name: '<name>',
  computer: '--computer',
  site: '--site',
  department: '--department',
  from: '--from',
  until: '--until',
  days: '--weekly',
  date: '--on',
  lastDate: '--last-day',
}
function faultText({ field, error }: WindowFault, options: AddOptions): string {
  const { weekly: days, on: date, lastDay: lastDate, ...rest } = options
  const typed: Partial<Record<WindowField, string>> = {
    ...rest,
    ...(days !== undefined && { days }),
    ...(date !== undefined && { date }),
    ...(lastDate !== undefined && { lastDate }),
  }
  const said = typed[field] === undefined ? '' : ` "${typed[field]}"`
  return `${optionOf[field]}${said}: ${windowFaultText({ field, error })}`
}

function lineOf({ id, name, kind, place, weekly, runs, next }: WindowItem, zone: string): string {
  const read = zoneReader(zone)
  const at = (ms: number): string => `${isoDate(read(ms))} ${clockTime(read(ms))}`
  const every = weekly
    ? `${weekly.days.map((day) => dayWords[day]).join(',')} ${weekly.from}-${weekly.until}  `
    : ''
  const state = runs ? 'runs' : 'next'
  const when = next ? `${state} ${at(next.fromMs)} to ${at(next.untilMs)}` : 'over'
  return `${id}  ${name}  ${kind} ${place ?? '(no longer there)'}  ${every}${when}`
}
