/** Device profiles from their files: checked, with whole object ids, ready to be read by. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Profile } from '../contract/device-profile.ts'
import { ConfigError, parseConfig } from './load.ts'
import {
  profileSchema,
  type WrittenConversion,
  type WrittenProfile,
  type WrittenRows,
} from './profile-schema.ts'

const filesMax = 500
/** How often a measurement is read when the profile does not say. */
const everyUsually: Readonly<Record<string, 'fast' | 'slow' | 'rare'>> = {
  ups: 'fast',
  interface: 'fast',
  device_identity: 'rare',
}

/**
 * The profile in a file.
 * @throws ConfigError with file, line and nearest name of each fault.
 */
export function parseProfile(file: string, text: string): Profile {
  const written = parseConfig(file, text, profileSchema)
  const expected = path.basename(file).replace(/\.ya?ml$/, '')
  if (written.id !== expected) {
    const fault = `the id is the name of the file: "${expected}", not "${written.id}"`
    throw new ConfigError([{ file, line: 1, text: fault }])
  }
  return profileOf(written)
}

/**
 * The profiles of a folder in the order of their names; a folder that is not there has none.
 * @throws ConfigError
 */
export function readProfileFolder(folder: string): readonly Profile[] {
  return yamlFiles(folder).map((file) => parseProfile(file, readFileSync(file, 'utf8')))
}

function yamlFiles(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))
    return names
      .sort()
      .slice(0, filesMax)
      .map((name) => path.join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function profileOf({
  id,
  name,
  kind,
  vendor,
  match,
  base,
  without,
  values,
  tables,
}: WrittenProfile): Profile {
  const whole = (oid: string): string => (oid.startsWith('.') ? `${base}${oid}` : oid)
  const maybe = (oid: string | undefined) => (oid === undefined ? undefined : whole(oid))
  const rows = (one: WrittenRows | undefined) => one && { ...one, column: whole(one.column) }
  return {
    id,
    name,
    kind,
    vendor,
    match: { ...match, objectIds: match.objectIds.map(whole), present: maybe(match.present) },
    without,
    values: values.map(({ to, from, take, percentOf, tags, every, ...how }) => {
      const [measurement = '', field = ''] = to.split('.')
      const oids = (Array.isArray(from) ? from : [from]).map(whole)
      const tier = every ?? everyUsually[measurement] ?? 'slow'
      const of = percentOf?.map(whole)
      return { measurement, field, oids, tier, take, percentOf: of, tags, ...conversionOf(how) }
    }),
    tables: tables.map(({ to, every, tags, fields, without }) => ({
      measurement: to,
      tier: every ?? everyUsually[to] ?? 'slow',
      tags: Object.fromEntries(
        Object.entries(tags).map(([tag, how]) => [tag, { ...how, column: maybe(how.column) }]),
      ),
      without: rows(without),
      fields: fields.map(({ to: field, column, times, when, ...how }) => ({
        field,
        column: whole(column),
        times: maybe(times),
        when: rows(when),
        ...conversionOf(how),
      })),
    })),
  }
}

function conversionOf({ scale, offset, unknown, states, pattern }: WrittenConversion) {
  return { scale, offset, unknown, states, pattern }
}
