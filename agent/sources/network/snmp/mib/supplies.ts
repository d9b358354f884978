/** Printer-MIB prtMarkerSuppliesTable: toner, ink, drums, waste boxes, and what is left of them. */
import { printerSupply as family } from '../../../../../contract/catalogue/families/printer-supply.ts'
import {
  reading,
  type FieldsOf,
  type Reading,
  type TagsOf,
} from '../../../../../contract/catalogue/grammar.ts'
import type { Reader, View } from '../reader.ts'
import { numberOf, textOf } from '../values.ts'

const entry = '1.3.6.1.2.1.43.11.1.1'
const column = {
  colorant: `${entry}.3`,
  class: `${entry}.4`,
  type: `${entry}.5`,
  descr: `${entry}.6`,
  unit: `${entry}.7`,
  capacity: `${entry}.8`,
  level: `${entry}.9`,
  colour: '1.3.6.1.2.1.43.12.1.1.4',
} as const
const rowsMax = 128

export const supplies: Reader = {
  name: 'supplies',
  probes: [entry],
  columns: {
    slow: [column.level, column.capacity],
    rare: [column.colorant, column.class, column.type, column.descr, column.unit, column.colour],
  },
  start: () => (view) => {
    const keys = new Set([
      ...view.column(column.level).keys(),
      ...view.column(column.capacity).keys(),
    ])
    const rows = [...keys].slice(0, rowsMax).map((key) => supplyOf(view, key))
    return rows.map((row): Reading => {
      const { name: supply, number, type, colour } = row
      return reading(family, { supply, number, type, colour }, fieldsOf(row, rows))
    })
  },
}

type SupplyType = TagsOf<typeof family>['type']
type Fields = FieldsOf<typeof family>

const types: Readonly<Record<number, SupplyType>> = {
  1: 'other',
  2: 'other',
  3: 'toner',
  4: 'waste_toner',
  5: 'ink',
  6: 'ink_cartridge',
  7: 'ink_ribbon',
  8: 'waste_ink',
  9: 'drum',
  10: 'developer',
  11: 'fuser_oil',
  12: 'wax',
  13: 'wax',
  14: 'waste_wax',
  15: 'fuser',
  16: 'fuser',
  17: 'fuser',
  18: 'cleaner',
  19: 'cleaner',
  20: 'transfer_unit',
  21: 'toner_cartridge',
  22: 'fuser_oil',
  32: 'staples',
}

interface Supply {
  readonly number: string
  readonly name: string
  readonly type: SupplyType
  readonly colour: string | undefined
  readonly waste: boolean
  readonly level: number | undefined
  readonly capacity: number | undefined
  readonly unit: number | undefined
}

const filled = 4
/** Printers of many countries; the standard's own column is rarely there. */
const wasteName = /waste|used toner|r[ée]cup|resttoner|tonerauffang|residu|esgot|taka|廢棄|廢|废/i
const colours: readonly (readonly [RegExp, string])[] = [
  [/black|noir|schwarz|negro|preto|\bbk\b|黑/i, 'black'],
  [/cyan|\bc\b|青/i, 'cyan'],
  [/magenta|\bm\b|洋紅|品红/i, 'magenta'],
  [/yellow|jaune|gelb|amarillo|amarelo|\by\b|黃|黄/i, 'yellow'],
]

function supplyOf(view: View, key: string): Supply {
  const [device = ''] = key.split('.')
  const number = (base: string): number | undefined => numberOf(view.column(base).get(key))
  const name = textOf(view.column(column.descr).get(key)) ?? `supply ${key}`
  const type = types[number(column.type) ?? 1] ?? 'other'
  const colorant = number(column.colorant)
  const told = textOf(view.column(column.colour).get(`${device}.${colorant ?? 0}`))
  return {
    number: key,
    name,
    type,
    colour: colourOf(told) ?? colourOf(name),
    waste: number(column.class) === filled || type.startsWith('waste') || wasteName.test(name),
    level: number(column.level),
    capacity: number(column.capacity),
    unit: number(column.unit),
  }
}

function colourOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : colours.find(([word]) => word.test(text))?.[1]
}

const percentUnit = 19
const lowPercent = 15
const emptyPercent = 1

function fieldsOf(row: Supply, all: readonly Supply[]): Fields {
  const { level, capacity, waste } = row
  const left = leftOf(row)
  return { level, capacity, waste, left_percent: left, state: stateOf(row, left, all) }
}

/** Level and capacity are in the same unit; a level in percent needs no capacity. */
function leftOf({ level, capacity, unit }: Supply): number | undefined {
  if (level === undefined || level < 0) return undefined
  if (capacity !== undefined && capacity > 0) return Math.min(100, (level * 100) / capacity)
  return unit === percentUnit && level <= 100 && level > 0 ? level : undefined
}

/** A level of 0 without a capacity is no empty cartridge when its double says that some is left. */
function stateOf(
  row: Supply,
  left: number | undefined,
  all: readonly Supply[],
): NonNullable<Fields['state']> {
  if (left !== undefined) {
    if (left < emptyPercent) return 'empty'
    return left < lowPercent ? 'low' : 'ok'
  }
  if (row.level === -3) return 'some_left'
  if (row.level === undefined || row.level < 0) return 'unknown'
  const twin = all.find((one) => one !== row && one.name === row.name && one.level === -3)
  return row.level === 0 && twin ? 'some_left' : 'unknown_capacity'
}
