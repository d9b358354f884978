/** What a user may see: a head of department only the department's own. */
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { ConsoleUser } from '../state/users.ts'
import type { ApiParts } from './parts.ts'

type Eyes = Pick<ConsoleUser, 'role' | 'departmentId'>

export function maySeeHost(user: Eyes, host: HostRecord): boolean {
  if (user.role !== 'head') return true
  return user.departmentId !== null && host.departmentId === user.departmentId
}

export async function visibleHosts(
  { hosts }: ApiParts,
  user: Eyes,
): Promise<readonly HostRecord[]> {
  const all = await hosts.all()
  return user.role === 'head' ? all.filter((host) => maySeeHost(user, host)) : all
}

/** Open alerts about what the user may see. */
export async function visibleAlerts(parts: ApiParts, user: Eyes): Promise<readonly AlertRecord[]> {
  return ownAlerts(parts, user, await parts.alerts.open())
}

export async function ownAlerts(
  parts: ApiParts,
  user: Eyes,
  alerts: readonly AlertRecord[],
): Promise<readonly AlertRecord[]> {
  if (user.role !== 'head') return alerts
  const own = new Set((await visibleHosts(parts, user)).map(({ id }) => id))
  return alerts.filter(({ hostId }) => hostId !== null && own.has(hostId))
}
