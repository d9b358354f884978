/** Debian and Ubuntu: packages that somebody wanted, not those that came along. */
import type { SoftwareItem } from '../../../contract/catalogue/inventory.ts'

const stanzasMax = 100_000

/** Of each stanza only these are kept: a status file has megabytes of descriptions. */
const wanted: ReadonlySet<string> = new Set([
  'Package',
  'Architecture',
  'Status',
  'Version',
  'Auto-Installed',
])

/** deb822: stanzas of `Field: value`, parted by empty lines; continued lines begin with a space. */
function* stanzas(text: string): Generator<ReadonlyMap<string, string>> {
  let count = 0
  let from = 0
  while (from < text.length && count++ < stanzasMax) {
    const parting = /\n[ \t]*\n+/g
    parting.lastIndex = from
    const found = parting.exec(text)
    const fields = fieldsOf(text.slice(from, found?.index))
    from = found ? parting.lastIndex : text.length
    if (fields.size > 0) yield fields
  }
}

function fieldsOf(stanza: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of stanza.split('\n')) {
    const name = line.slice(0, Math.max(0, line.indexOf(':')))
    if (wanted.has(name)) fields.set(name, line.slice(name.length + 1).trim())
  }
  return fields
}

/** `name architecture` of what apt installed for others only (/var/lib/apt/extended_states). */
export function parseAutomatic(text: string): ReadonlySet<string> {
  const automatic = new Set<string>()
  for (const fields of stanzas(text)) {
    if (fields.get('Auto-Installed') !== '1') continue
    automatic.add(`${fields.get('Package')} ${fields.get('Architecture')}`)
  }
  return automatic
}

/** /var/lib/dpkg/status. An `all` package stands in apt's file under the machine's architecture. */
export function parseInstalled(
  text: string,
  automatic: ReadonlySet<string>,
): readonly SoftwareItem[] {
  const packages = [...stanzas(text)].filter(
    (fields) => fields.get('Status')?.endsWith(' ok installed') === true,
  )
  const native = packages.find((fields) => fields.get('Package') === 'dpkg')?.get('Architecture')
  return packages.flatMap((fields) => {
    const name = fields.get('Package')
    if (name === undefined) return []
    const own = fields.get('Architecture')
    const archs = own === 'all' ? [own, native] : [own]
    if (archs.some((arch) => automatic.has(`${name} ${arch}`))) return []
    return [{ name, version: fields.get('Version') }]
  })
}
