/** Bitdefender GravityZone (BEST): `bduitool get ps`. */
import { labelledLines, writtenMoment } from '../labelled-lines.ts'
import type { AntivirusProduct } from '../product.ts'

/** Undefined when it is no status report. */
export function decodeBduitool(output: string): AntivirusProduct | undefined {
  const lines = labelledLines(output)
  const antimalware = lines.get('Antimalware status')
  const version = lines.get('Product version')
  if (antimalware === undefined && version === undefined) return undefined
  const on = antimalware === undefined ? undefined : /^on\b/i.test(antimalware)
  const waiting = lines.get('New security content available')
  return {
    name: 'Bitdefender',
    state: on === undefined ? 'unknown' : on ? 'on' : 'off',
    reason: on === undefined ? 'bad_output' : undefined,
    realtime: on,
    // Content that waits to be fetched is no old content yet: its date decides.
    definitions: waiting !== undefined && /^no\b/i.test(waiting) ? 'current' : undefined,
    definitionsMs: writtenMoment(lines.get('Last security content update')),
    definitionsVersion: lines.get('Engines version')?.slice(0, 40),
    version: version?.slice(0, 40),
  }
}
