/** HOST-RESOURCES-MIB hrStorageTable: disks and memories. */
import { deviceStorage } from '../../../../../contract/catalogue/families/device-storage.ts'
import { reading, type Reading } from '../../../../../contract/catalogue/grammar.ts'
import type { Reader, View } from '../reader.ts'
import { amountOf, numberOf, oidOf, textOf } from '../values.ts'

const entry = '1.3.6.1.2.1.25.2.3.1'
const column = {
  type: `${entry}.2`,
  descr: `${entry}.3`,
  unit: `${entry}.4`,
  size: `${entry}.5`,
  used: `${entry}.6`,
} as const
const types = {
  1: 'other',
  2: 'ram',
  3: 'virtual',
  4: 'disk',
  5: 'removable',
  6: 'floppy',
  7: 'cd',
  8: 'ramdisk',
  9: 'flash',
  10: 'network',
} as const
type StorageType = (typeof types)[keyof typeof types]
/** Some write the type as a number of its own tree. */
const typesRoot = '1.3.6.1.2.1.25.2.1.'
const wrap = 2 ** 32
const rowsMax = 256

export const storage: Reader = {
  name: 'storage',
  probes: ['1.3.6.1.2.1.25.2.3'],
  columns: { slow: [column.size, column.used], rare: [column.type, column.descr, column.unit] },
  start: () => (view) => {
    const rows = storages(view).slice(0, rowsMax)
    return rows.map((row): Reading => {
      const twice = rows.filter((other) => other.name === row.name && other.type === row.type)
      const number = twice.length > 1 ? row.index : undefined
      const tags = { storage: row.name, type: row.type, number }
      const { total, used } = row
      const used_percent = total ? Math.min(100, ((used ?? 0) * 100) / total) : undefined
      return reading(deviceStorage, tags, {
        total,
        used,
        used_percent: used === undefined ? undefined : used_percent,
      })
    })
  },
}

interface Storage {
  readonly index: string
  readonly name: string
  readonly type: StorageType
  readonly total: number | undefined
  readonly used: number | undefined
}

function storages(view: View): readonly Storage[] {
  return [...view.column(column.size).keys()].map((index) => {
    const unit = amountOf(view.column(column.unit).get(index)) ?? 1
    const name = textOf(view.column(column.descr).get(index)) ?? index
    const total = unsigned(numberOf(view.column(column.size).get(index)))
    const used = unsigned(numberOf(view.column(column.used).get(index)))
    return {
      index,
      name,
      type: typeOf(oidOf(view.column(column.type).get(index)), name),
      total: total === undefined ? undefined : total * unit,
      used: used === undefined ? undefined : used * unit,
    }
  })
}

/** Integer32 in the MIB: from 2^31 units on it comes out negative. */
function unsigned(value: number | undefined): number | undefined {
  return value === undefined || value >= 0 ? value : value + wrap
}

function typeOf(oid: string | undefined, name: string): StorageType {
  const last = Number(oid?.startsWith(typesRoot) ? oid.slice(typesRoot.length) : Number.NaN)
  const known = (types as Readonly<Record<number, StorageType>>)[last]
  if (known !== undefined && known !== 'other') return known
  return /^(physical|real) memory$|^ram$/i.test(name) ? 'ram' : (known ?? 'other')
}

/** Main memory without what is only cache, where the device gives it beside; in bytes. */
export function ramOf(view: View): { readonly total: number; readonly used: number } | undefined {
  const rows = storages(view)
  const ram = rows.find(({ type, total, name }) => type === 'ram' && total && !isCache(name))
  if (!ram?.total || ram.used === undefined) return undefined
  const cache = rows
    .filter(({ type, name }) => type === 'other' && isCache(name))
    .reduce((sum, { used }) => sum + (used ?? 0), 0)
  const used = cache <= ram.used ? ram.used - cache : ram.used
  return { total: ram.total, used }
}

const isCache = (name: string): boolean => /^(memory buffers|cached memory)$/i.test(name)
