import type { ParentRow } from '../collector/api/topology-views.ts'
import { csvText } from './facts-csv.ts'
import type { Show } from './show.ts'

/** As `mlinzi network parents export` writes it, in the words of its reader. */
export function parentsCsv({ t }: Show, rows: readonly ParentRow[]): string {
  const heading = ['child', 'parent', 'port', 'how', 'by', 'since']
  const lines = rows.map(({ child, parent, port, how, by, sinceMs }) => {
    const since = new Date(sinceMs).toISOString()
    return [child, parent, port ?? '', t.topology.sources[how], by ?? '', since]
  })
  return csvText([heading, ...lines])
}
