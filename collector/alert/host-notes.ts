/** What the engine notes of a host from its rows, beside all rules. */
import type { StoredSeries } from '../model/store.ts'
import type { Check, HostView } from './check.ts'
import type { RowView } from './condition.ts'

/** A source has looked and told of all that it found. */
type Looked = (source: string, timeMs: number) => void

/** Undefined: nothing is noted of that series. */
export function hostNote(
  { descriptor }: StoredSeries,
  host: HostView,
  looked: Looked,
): Check | undefined {
  const { measurement, tags, fields } = descriptor
  if (measurement === 'clock') {
    const column = fields.findIndex((field) => field.name === 'offset_s')
    const scale = 10 ** (fields[column]?.decimals ?? 0)
    return note(column, (value) => {
      host.clockAheadMs = (value / scale) * 1000
    })
  }
  if (measurement !== 'source') return undefined
  const name = tags.find(([key]) => key === 'source')?.[1] ?? ''
  const column = fields.findIndex((field) => field.name === 'state')
  const good = [fields[column]?.states?.['ok'], fields[column]?.states?.['not_present']]
  return note(column, (value, timeMs) => {
    if (good.includes(value)) looked(name, timeMs)
  })
}

function note(column: number, take: (value: number, timeMs: number) => void): Check | undefined {
  if (column < 0) return undefined
  return {
    openId: undefined,
    judge: (row: RowView) => {
      const value = row.data[row.base + column] ?? Number.NaN
      if (row.fresh && !Number.isNaN(value)) take(value, row.timeMs)
    },
    save: () => undefined,
    restore: () => undefined,
    end: () => undefined,
  }
}
