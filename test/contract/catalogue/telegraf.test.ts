/** Dashboards made for Telegraf work on our series: same names, tags, types and units. */
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'
import type { Field, Measurement } from '../../../contract/catalogue/grammar.ts'
import { shared, telegrafNames, type TelegrafType } from './telegraf-schema.ts'

const ours = new Map<string, Measurement>(catalogue.map((one) => [one.name, one]))
const there = Object.entries(shared).flatMap(([name, schema]) => {
  const measurement = ours.get(name)
  return measurement ? [{ name, measurement, schema }] : []
})

interface Written {
  readonly type: TelegrafType
  readonly field: Field
}
const types: Readonly<Record<Field['kind'], TelegrafType>> = {
  float: 'float',
  integer: 'integer',
  boolean: 'boolean',
  text: 'string',
  event: 'string',
  state: 'string',
}
/** As the outlet writes them: a state is its word, and its number beside it. */
function written({ fields }: Measurement): ReadonlyMap<string, Written> {
  return new Map(
    Object.entries(fields).flatMap(([name, field]): [string, Written][] => {
      const own: [string, Written] = [name, { type: types[field.kind], field }]
      return field.kind === 'state' ? [own, [`${name}_code`, { type: 'integer', field }]] : [own]
    }),
  )
}
const sorted = (names: Iterable<string>): readonly string[] => [...names].toSorted()

describe.each(there)('$name', ({ measurement, schema }) => {
  const fields = written(measurement)
  it('has the types and units of Telegraf where it has its fields', () => {
    const wrong = Object.entries(schema.fields).flatMap(([name, { type, unit, counter }]) => {
      const own = fields.get(name)
      if (own === undefined) return []
      const { field } = own
      const given = 'unit' in field ? field.unit : undefined
      const faults = [
        own.type === type ? [] : [`${name}: ${own.type}, Telegraf ${type}`],
        unit === undefined || given === unit ? [] : [`${name}: in ${given}, Telegraf in ${unit}`],
        // A counter that is no counter here would get wrong roll-ups.
        counter && !('counter' in field) ? [`${name}: a counter in Telegraf`] : [],
      ]
      return faults.flat()
    })
    expect(wrong).toEqual([])
  })
  it('lacks only the fields and tags that are argued, and has no others unseen', () => {
    const lacking = Object.keys(schema.fields).filter((name) => !fields.has(name))
    const tags = Object.keys(measurement.tags)
    const tagsLacking = schema.tags.filter((name) => !tags.includes(name))
    const more = [...Object.keys(measurement.fields), ...tags].filter(
      (name) => !(name in schema.fields) && !schema.tags.includes(name),
    )
    if (schema.ours === 'any') {
      expect(lacking.filter((name) => !(name in schema.leftOut))).toEqual([])
      expect(tagsLacking.filter((name) => !(name in (schema.tagsLeftOut ?? {})))).toEqual([])
      return
    }
    expect(sorted(lacking)).toEqual(sorted(Object.keys(schema.leftOut)))
    expect(sorted(tagsLacking)).toEqual(sorted(Object.keys(schema.tagsLeftOut ?? {})))
    expect(sorted(more)).toEqual(sorted(schema.ours))
  })
})

describe('the table', () => {
  it('holds each of our measurements that bears a name of Telegraf’s', () => {
    const names = catalogue.map(({ name }) => name).filter((name) => telegrafNames.includes(name))
    expect(names.filter((name) => !(name in shared))).toEqual([])
    expect(there.length).toBeGreaterThanOrEqual(11)
  })
  it('has no tag of Telegraf’s as a field of another meaning but those that are argued', () => {
    const both = there.flatMap(({ name, measurement, schema }) =>
      schema.tags
        .filter((tag) => tag in measurement.fields && !(tag in (schema.tagsLeftOut ?? {})))
        .map((tag) => `${name}.${tag}`),
    )
    expect(both).toEqual([])
  })
})
