/**
 * Makes config/mac-vendors.ts, the offline table of the makers of network cards, from IEEE's public
 * listing (MA-L; "IEEE does not assert any copyright in the OUI Public Listing"). Run by hand when
 * makers are missing, never by a build:
 *
 *   npm pack oui-data@2.1.9 && tar xzf oui-data-2.1.9.tgz
 *   node scripts/mac-vendors.ts package/index.json
 *
 * oui-data (BSD-2-Clause) is that listing as JSON: "00000A": "NAME\nstreet\ncountry". The table is
 * brotli in base64: names by line, the commonest first, an empty line, and for each prefix in
 * ascending order the difference to the one before and the number of its name, in decimal.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'

const nameMax = 32
/** Forms of companies, which tell nobody anything. */
const legal =
  /[\s,.]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|gmbh(?: & co)?(?: kg)?|ag|s\.?a\.?|s\.?p\.?a|s\.?r\.?l|b\.?v|n\.?v|oy|ab|a\/s|kg|plc|pty|pte|sdn|bhd|sas|sarl|k\.?k|lp|international|technologies|technology)\b\.?/gi

export function shortName(full: string): string {
  const first = full.split('\n')[0]?.trim() ?? ''
  const bare =
    first
      .replaceAll(legal, ' ')
      .replaceAll(/[\s,.()]+/g, ' ')
      .trim() || first
  const shouted = bare === bare.toUpperCase() && bare.length > 4
  const calm = shouted
    ? bare.replaceAll(/[A-Z]{4,}/g, (word) => word[0] + word.slice(1).toLowerCase())
    : bare
  return calm.slice(0, nameMax).trim()
}

export function packVendors(listing: Readonly<Record<string, string>>): string {
  const rows = Object.entries(listing)
    .map(([prefix, full]) => ({ prefix: Number.parseInt(prefix, 16), name: shortName(full) }))
    .filter(({ prefix, name }) => Number.isInteger(prefix) && name !== '' && name !== 'Private')
    .toSorted((a, b) => a.prefix - b.prefix)
  const counts = Map.groupBy(rows, ({ name }) => name)
  const names = [...counts]
    .toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([name]) => name)
  const numbers = new Map(names.map((name, number) => [name, number]))
  let before = 0
  const pairs = rows.map(({ prefix, name }) => {
    const step = prefix - before
    before = prefix
    return `${step} ${numbers.get(name)}`
  })
  const text = `${names.join('\n')}\n\n${pairs.join('\n')}`
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_QUALITY]: 11 }
  return brotliCompressSync(Buffer.from(text), { params }).toString('base64')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file = ''] = process.argv.slice(2)
  const packed = packVendors(JSON.parse(readFileSync(file, 'utf8')))
  const target = fileURLToPath(new URL('../config/mac-vendors.ts', import.meta.url))
  writeFileSync(
    target,
    `/** Makers of network cards by IEEE's public listing; made by scripts/mac-vendors.ts. */\nexport const packedVendors =\n  '${packed}'\n`,
  )
  console.log(`${target}: ${packed.length} characters`)
}
