/** Opens stores on real files and makes frames for the tests of the store. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { PackedRows } from '../../../contract/wire/packed-rows.ts'
import type { SeriesDescriptor } from '../../../contract/wire/series.ts'
import type { AppendFrame } from '../../../collector/model/store.ts'
import {
  openEmbeddedStore,
  type EmbeddedStore,
  type EmbeddedStoreSettings,
} from '../../../collector/store/embedded-store.ts'
import type { Log } from '../../../lib/log.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** A midnight UTC. */
export const start = Date.UTC(2026, 10, 12)

export const cpu: SeriesDescriptor = {
  measurement: 'cpu',
  tags: [['cpu', 'cpu-total']],
  fields: [
    { name: 'usage', kind: 'float', decimals: 2 },
    { name: 'bytes', kind: 'integer', decimals: 0, counter: true },
    { name: 'on', kind: 'boolean', decimals: 0 },
    { name: 'state', kind: 'state', decimals: 0, states: { good: 0, bad: 1 } },
    { name: 'note', kind: 'text', decimals: 0 },
  ],
}
export interface TestRow {
  readonly series: number
  readonly seq: number
  readonly timeMs: number
  readonly flags?: number
  readonly values: readonly (number | string | null)[]
}

export function pack(rows: readonly TestRow[]): PackedRows {
  const strings: string[] = []
  const data: number[] = []
  for (const { series, seq, timeMs, flags = 0, values } of rows) {
    data.push(series, seq, timeMs, flags, values.length)
    for (const value of values) {
      if (typeof value === 'string') data.push(strings.push(value) - 1)
      else data.push(value ?? NaN)
    }
  }
  const packed = Float64Array.from(data)
  return { data: packed, length: packed.length, rowCount: rows.length, strings }
}

export const epoch = '0123456789abcdef0123456789abcdef'
export function frame(rows: readonly TestRow[], agentId = 'agent-1', ofEpoch = epoch): AppendFrame {
  const settled = rows.map(({ seq }): readonly [number, number] => [seq, seq])
  return { agentId, epoch: ofEpoch, rows: pack(rows), settled }
}

export interface LoggedLine {
  readonly level: string
  readonly fields: object
  readonly sentence: string
}
export function recordingLog(): Log & { readonly lines: LoggedLine[] } {
  const lines: LoggedLine[] = []
  const at =
    (level: string) =>
    (fields: object, sentence: string): void => {
      lines.push({ level, fields, sentence })
    }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** A folder that is gone after `remove`. */
export function scratch(): { readonly file: string; readonly folder: string; remove(): void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlinzi-store-'))
  const remove = (): void => fs.rmSync(folder, { recursive: true, force: true })
  return { folder, file: path.join(folder, 'series.db'), remove }
}

export const retention = { full: 14, m5: 396, h1: 1827 }
export function open(
  file: string,
  settings: Partial<EmbeddedStoreSettings> = {},
): Promise<EmbeddedStore> {
  const clock = new VirtualClock(start)
  return openEmbeddedStore({ path: file, log: recordingLog(), clock, retention, ...settings })
}
