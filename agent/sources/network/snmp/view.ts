/** What has been read of one device, kept between its readings: names are asked for rarely. */
import type { View } from './reader.ts'
import type { Value } from './values.ts'
import type { Column } from './walk.ts'

const empty: Column = new Map()

export class DeviceView implements View {
  readonly #scalars = new Map<string, Value>()
  readonly #columns = new Map<string, Column>()

  scalar(oid: string): Value | undefined {
    return this.#scalars.get(oid)
  }

  column(base: string): Column {
    return this.#columns.get(base) ?? empty
  }

  /** What was asked for and not answered is not there any more. */
  putScalars(asked: readonly string[], found: ReadonlyMap<string, Value>): void {
    for (const oid of asked) {
      const value = found.get(oid)
      if (value === undefined) this.#scalars.delete(oid)
      else this.#scalars.set(oid, value)
    }
  }

  putColumns(columns: ReadonlyMap<string, Column>): void {
    for (const [base, column] of columns) {
      if (column.size === 0) this.#columns.delete(base)
      else this.#columns.set(base, column)
    }
  }

  forget(bases: readonly string[]): void {
    for (const base of bases) this.#columns.delete(base)
  }
}
