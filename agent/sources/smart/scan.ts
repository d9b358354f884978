/** The devices that `smartctl --scan-open -j` lists, each with the way it is spoken to. */
import { isGroup, ownValue, parseLoose, plainText } from '../parts/loose-json.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'

export interface ScannedDevice {
  /** As smartctl wants it: /dev/sda, /dev/bus/0, IOService:… */
  readonly name: string
  /** sat, nvme, megaraid,4 … */
  readonly type: string
}

const devicesMax = 128
const nameShape = /^(?:\/dev\/[A-Za-z0-9_/,]{1,64}|IOService:[A-Za-z0-9@/()_.,+:-]{1,400})$/
const typeShape = /^[a-z][a-z0-9+,/_]{0,39}$/

/** Undefined when the text is not what smartctl prints. Devices that could not be opened are kept. */
export function decodeScan(text: string): readonly ScannedDevice[] | undefined {
  const answer = parseLoose(text)
  if (!isGroup(answer) || !isGroup(ownValue(answer, 'smartctl'))) return undefined
  const seen = new Set<string>()
  return listOf(ownValue(answer, 'devices'), devicesMax).flatMap((entry) => {
    const name = plainText(ownValue(fieldsOf(entry), 'name'))
    const type = plainText(ownValue(fieldsOf(entry), 'type'))
    if (name === undefined || type === undefined) return []
    if (!nameShape.test(name) || !typeShape.test(type) || name.includes('..')) return []
    const key = `${name} ${type}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ name, type }]
  })
}

/** Short and the same at each start: sda, nvme0, sda:megaraid,4. */
export function deviceWord({ name, type }: ScannedDevice): string {
  const last = name.startsWith('/dev/') ? name.slice('/dev/'.length) : appleWord(name)
  const member =
    /(?:^|\+)((?:megaraid|cciss|areca|3ware|aacraid|hpt|sssraid|jmb39x|jms56x),.+)$/.exec(type)?.[1]
  const word = member === undefined ? last : `${last}:${member}`
  return word.slice(0, 120)
}

/** An I/O Registry path ends in the controller's and the name space's own words. */
function appleWord(name: string): string {
  return name.split('/').slice(-2).join('/')
}
