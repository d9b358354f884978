/** When computers should be on, role by role and then each computer that has hours of its own. */
import { expectedOnOf } from '../../../config/expected-on.ts'
import type { HostsRepository } from '../../model/hosts.ts'
import type { ExpectedOn, OfficeRepository } from '../../model/office.ts'
import { roles } from '../choices.ts'
import type { ExpectedRow } from '../calendar-views.ts'

interface ExpectedParts {
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly office: Pick<OfficeRepository, 'calendar'>
}

export async function expectedRows({
  hosts,
  office,
}: ExpectedParts): Promise<readonly ExpectedRow[]> {
  const calendar = await office.calendar()
  const { expected } = calendar
  const names = new Map((await hosts.all()).map(({ id, name }) => [id, name]))
  const ofRoles = roles.map((role): ExpectedRow => ({
    role,
    hostId: null,
    name: null,
    on: expectedOnOf(calendar, { id: '', role }),
    own: expected?.roles[role] !== undefined,
  }))
  const own = Object.entries(expected?.hosts ?? {}).flatMap(([hostId, on]): ExpectedRow[] =>
    on === undefined
      ? []
      : [{ role: null, hostId, name: names.get(hostId) ?? null, on, own: true }],
  )
  return [...ofRoles, ...own.toSorted((a, b) => (a.name ?? '~').localeCompare(b.name ?? '~'))]
}

/** Weekdays (0 Sunday, the office's order) and times of hours of its own; null: it has none. */
export function ownHours(on: ExpectedOn) {
  if (on.mode !== 'hours') return null
  const open = Object.entries(on.days).flatMap(([day, hours]) =>
    hours ? [{ day: Number(day), ...hours }] : [],
  )
  const days = open.map(({ day }) => day).toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
  return { days, from: open[0]?.open ?? '', until: open[0]?.close ?? '', holidays: on.holidays }
}
