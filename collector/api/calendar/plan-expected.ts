/** From what the officer wrote to when computers should be on: one check for console, API and command line. */
import { expectedModes } from '../../../config/expected-on.ts'
import type { HostsRepository } from '../../model/hosts.ts'
import type { ExpectedOn } from '../../model/office.ts'
import type { ExpectedScope } from '../../state/expected-schedules.ts'
import { oneOf, roles } from '../choices.ts'
import type { FieldError } from '../form-views.ts'

/** As written; '' stands for nothing. */
export interface ExpectedRequest {
  /** Exactly one of a role and a computer, by its name or id. */
  readonly role: string
  readonly computer: string
  readonly mode: string
  /** Of hours of its own: weekdays (0 Sunday), "07:30", "24:00". */
  readonly days: readonly number[]
  readonly from: string
  readonly until: string
  readonly holidays: boolean
}
export interface ExpectedFault {
  readonly field: keyof ExpectedRequest
  readonly error: FieldError
}
export interface PlannedExpected {
  readonly of: ExpectedScope
  /** The role or the computer's name. */
  readonly name: string
  readonly on: ExpectedOn
}
type Hosts = Pick<HostsRepository, 'all'>

const clock = /^([01]\d|2[0-3]):[0-5]\d$/
const endOfDay = '24:00'

/** What to keep, or the first thing that is wrong with the request. */
export async function planExpected(
  hosts: Hosts,
  request: ExpectedRequest,
): Promise<PlannedExpected | ExpectedFault> {
  const named = await expectedScope(hosts, request)
  if ('error' in named) return named
  const on = onOf(request)
  return 'error' in on ? on : { ...named, on }
}

/** Of which role or computer the request speaks. */
export async function expectedScope(
  hosts: Hosts,
  { role, computer }: Pick<ExpectedRequest, 'role' | 'computer'>,
): Promise<Omit<PlannedExpected, 'on'> | ExpectedFault> {
  const wanted = computer.trim().toLowerCase()
  if (wanted === '' && role === '') return { field: 'role', error: 'required' }
  if (wanted !== '' && role !== '') return { field: 'computer', error: 'only_one' }
  if (wanted === '') {
    const known = oneOf(roles, role)
    return known ? { of: { role: known }, name: known } : { field: 'role', error: 'bad_choice' }
  }
  const all = await hosts.all()
  const found =
    all.find(({ id }) => id === computer.trim()) ??
    all.find(({ name }) => name.toLowerCase() === wanted)
  if (found === undefined) return { field: 'computer', error: 'unknown_name' }
  return { of: { hostId: found.id }, name: found.name }
}

function onOf(request: ExpectedRequest): ExpectedOn | ExpectedFault {
  const mode = oneOf(expectedModes, request.mode)
  if (mode === undefined) return { field: 'mode', error: 'bad_choice' }
  if (mode !== 'hours') return { mode }
  const { days: chosen, from: open, until: close, holidays } = request
  if (chosen.length === 0) return { field: 'days', error: 'required' }
  if (chosen.some((day) => !Number.isInteger(day) || day < 0 || day > 6))
    return { field: 'days', error: 'bad_choice' }
  if (!clock.test(open)) return { field: 'from', error: 'bad_time' }
  if (!clock.test(close) && close !== endOfDay) return { field: 'until', error: 'bad_time' }
  if (close <= open) return { field: 'until', error: 'bad_order' }
  const days = Array.from({ length: 7 }, (_, day) => {
    return [day, chosen.includes(day) ? { open, close } : null] as const
  })
  return { mode, days: Object.fromEntries(days), holidays }
}

const reasons: Readonly<Partial<Record<FieldError, string>>> = {
  required: 'say which',
  only_one: 'say either a role or a computer',
  unknown_name: 'there is no computer of this name',
  bad_choice: 'this is not one of the choices',
  bad_time: 'write a time as 07:30',
  bad_order: 'it must end after it begins; 24:00 is the end of the day',
}

/** What is wrong, in English, for programs and the command line. */
export function expectedFaultText({ error }: ExpectedFault): string {
  return reasons[error] ?? error
}
