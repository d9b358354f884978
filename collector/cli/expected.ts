/** `mlinzi expected …`: when computers should be on. A running collector follows within a minute. */
import { Command, Option } from 'commander'
import { expectedModes } from '../../config/expected-on.ts'
import { expectedRows, ownHours } from '../api/calendar/expected-view.ts'
import {
  expectedFaultText,
  expectedScope,
  planExpected,
  type ExpectedFault,
} from '../api/calendar/plan-expected.ts'
import type { ExpectedRow } from '../api/calendar-views.ts'
import type { Repositories } from '../repositories.ts'
import { dayNumbers, dayWords } from './days.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>
const actor = 'cli'

interface Which {
  readonly role?: string
  readonly computer?: string
}
interface SetOptions extends Which {
  readonly mode: string
  readonly days?: string
  readonly from?: string
  readonly until?: string
  readonly holidays?: true
}

export function expectedCommands(withRepositories: WithRepositories): Command {
  const expected = new Command('expected').description(
    'When computers should be on, by role or each for itself',
  )
  expected
    .command('list')
    .description('What holds for each role, and computers with hours of their own')
    .action(() =>
      withRepositories(async (repositories) => {
        for (const row of await expectedRows(repositories)) console.log(lineOf(row))
      }),
    )
  which(expected.command('set'))
    .description('Say when they should be on')
    .addOption(new Option('--mode <mode>').choices(expectedModes).makeOptionMandatory())
    .option('--days <days>', 'of mode hours: mon,tue,sat')
    .option('--from <time>', '07:30')
    .option('--until <time>', '15:30; 24:00 is the end of the day')
    .option('--holidays', 'on public holidays too')
    .action((options: SetOptions) =>
      withRepositories(async ({ hosts, office, audit }) => {
        const { role = '', computer = '', mode, days, from = '', until = '' } = options
        const planned = await planExpected(hosts, {
          role,
          computer,
          mode,
          from,
          until,
          days: days === undefined ? [] : dayNumbers('--days', days),
          holidays: options.holidays ?? false,
        })
        if ('error' in planned) throw faultOf(planned)
        await office.setExpected(planned.of, planned.on)
        const details = JSON.stringify(planned.on)
        await audit.add({ actor, action: 'expected.set', subject: planned.name, details })
      }),
    )
  which(expected.command('reset'))
    .description('As usual again')
    .action(({ role = '', computer = '' }: Which) =>
      withRepositories(async ({ hosts, office, audit }) => {
        const named = await expectedScope(hosts, { role, computer })
        if ('error' in named) throw faultOf(named)
        await office.setExpected(named.of, null)
        await audit.add({ actor, action: 'expected.reset', subject: named.name, details: '' })
      }),
    )
  return expected
}

function which(command: Command): Command {
  return command
    .option('--role <role>', 'server, network, printer, ups, desktop or laptop')
    .option('--computer <name>', 'one computer')
}

function faultOf(fault: ExpectedFault): Error {
  return new Error(`--${fault.field}: ${expectedFaultText(fault)}`)
}

function lineOf({ role, hostId, name, on, own }: ExpectedRow): string {
  const who = role ?? name ?? `(no longer there) ${hostId}`
  const hours = ownHours(on)
  if (hours === null) return `${who}  ${on.mode}${own ? '' : '  as usual'}`
  const days = hours.days.map((day) => dayWords[day]).join(',')
  return `${who}  ${days} ${hours.from}-${hours.until}${hours.holidays ? '  holidays too' : ''}`
}
