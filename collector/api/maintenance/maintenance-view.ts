/** Maintenance windows as console, API and command line show them. */
import { isoDate, zoneReader } from '../../../config/office-time.ts'
import type { HostsRepository } from '../../model/hosts.ts'
import type { OfficeRepository } from '../../model/office.ts'
import { nextSpan, runningSpan, type MaintenanceWindow } from '../../state/maintenance-window.ts'
import type { MaintenanceWindows } from '../../state/maintenance-windows.ts'
import type { MaintenanceView, WindowItem } from '../maintenance-views.ts'
import type { FormState } from '../form-views.ts'

interface WindowParts {
  readonly maintenance: Pick<MaintenanceWindows, 'all'>
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly office: Pick<OfficeRepository, 'sites' | 'departments' | 'calendar'>
}

const computersOffered = 500

export async function windowItems(
  { maintenance, hosts, office }: WindowParts,
  nowMs: number,
): Promise<readonly WindowItem[]> {
  const names = {
    host: namesOf(await hosts.all()),
    site: namesOf(await office.sites()),
    department: namesOf(await office.departments()),
  }
  const items = (await maintenance.all()).map((window): WindowItem => {
    const { id, name, cover, when, by } = window
    return {
      id,
      name,
      by,
      kind: cover.kind,
      place: names[cover.kind].get(cover.id) ?? null,
      hostId: cover.kind === 'host' ? cover.id : null,
      weekly: weeklyOf(when),
      runs: runningSpan(window, nowMs) !== undefined,
      next: nextSpan(window, nowMs) ?? null,
    }
  })
  return items.toSorted((a, b) => (a.next?.fromMs ?? Infinity) - (b.next?.fromMs ?? Infinity) || 0)
}

export async function maintenanceView(
  parts: WindowParts,
  nowMs: number,
  form: FormState | null,
): Promise<MaintenanceView> {
  const { hosts, office } = parts
  const { zone } = await office.calendar()
  const computers = (await hosts.all()).map(({ name }) => name).toSorted()
  return {
    windows: await windowItems(parts, nowMs),
    sites: await office.sites(),
    departments: await office.departments(),
    computers: computers.slice(0, computersOffered),
    today: isoDate(zoneReader(zone)(nowMs)),
    form,
  }
}

function namesOf(places: readonly { readonly id: string; readonly name: string }[]) {
  return new Map(places.map(({ id, name }) => [id, name]))
}

function weeklyOf(when: MaintenanceWindow['when']): WindowItem['weekly'] {
  if (when.kind === 'once') return null
  const days = when.days.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
  return { days, from: when.from, until: when.until }
}
