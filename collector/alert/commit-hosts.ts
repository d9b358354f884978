import type { HostsRepository } from '../model/hosts.ts'
import type { Commit, SeriesDirectory } from '../model/store.ts'
import type { HostView } from './check.ts'
import { strangerRecord, viewOf } from './presence-board.ts'

/** Whose rows the commit holds; views of hosts that are not known yet are made. */
export async function hostsOf(
  commit: Commit,
  series: Pick<SeriesDirectory, 'get'>,
  views: ReadonlyMap<string, HostView>,
  hosts: Pick<HostsRepository, 'get'>,
): Promise<readonly HostView[]> {
  const found: HostView[] = []
  for (const { rows } of commit.frames) {
    const hostId = series.get(rows.data[0] ?? 0)?.hostId
    if (rows.length === 0 || hostId === undefined) continue
    const record = views.get(hostId)?.record ?? (await hosts.get(hostId))
    found.push(views.get(hostId) ?? viewOf(record ?? strangerRecord(hostId), commit.arrivalMs))
  }
  return found
}
