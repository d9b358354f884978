/** Kaspersky Endpoint Security for Linux: `kesl-control --app-info`. */
import { labelledLines, writtenMoment } from '../labelled-lines.ts'
import type { AntivirusProduct } from '../product.ts'

export type KeslFacts = Pick<
  AntivirusProduct,
  'version' | 'licenceEndMs' | 'definitionsMs' | 'realtime'
>

export function decodeKesl(output: string): KeslFacts {
  const lines = new Map(
    [...labelledLines(output)].map(([label, value]) => [label.toLowerCase(), value]),
  )
  const protection = lines.get('file threat protection')
  return {
    version: lines.get('version')?.slice(0, 40),
    licenceEndMs:
      writtenMoment(lines.get('application license expiration date')) ??
      writtenMoment(lines.get('license expiration date')),
    definitionsMs: writtenMoment(lines.get('last release date of databases')),
    realtime:
      protection === undefined ? undefined : /^(available|running|started)/i.test(protection),
  }
}
