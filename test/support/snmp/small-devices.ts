/** Small devices of our own making, for tests that need no recording of a real one. */
import { oidBytes, packed, wholeBytes } from './ber.ts'
import { compareOids, type Recorded } from './recording.ts'

const tags = { i: 2, s: 4, o: 6, c: 65, g: 66, t: 67, w: 70 } as const
type Written = readonly [oid: string, tag: keyof typeof tags, value: string | number | bigint]

/** Rows of a device: oid, kind of value, value. */
export function rowsOf(written: readonly Written[]): readonly Recorded[] {
  return written
    .map(([oid, kind, value]) => {
      const text = String(value)
      const body =
        kind === 's' ? Buffer.from(text) : kind === 'o' ? oidBytes(text) : wholeBytes(BigInt(value))
      return { oid, text, packed: packed(tags[kind], body) }
    })
    .sort((a, b) => compareOids(a.oid, b.oid))
}

const system = (objectId: string, name: string): readonly Written[] => [
  ['1.3.6.1.2.1.1.1.0', 's', `A device for tests: ${name}`],
  ['1.3.6.1.2.1.1.2.0', 'o', objectId],
  ['1.3.6.1.2.1.1.3.0', 't', 360_000],
  ['1.3.6.1.2.1.1.5.0', 's', name],
  ['1.3.6.1.2.1.1.6.0', 's', 'Room of the Director'],
]

const devices = {
  ups: [
    ...system('1.3.6.1.4.1.99999.1', 'ups-1'),
    ['1.3.6.1.2.1.33.1.2.1.0', 'i', 2],
    ['1.3.6.1.2.1.33.1.2.2.0', 'i', 0],
    ['1.3.6.1.2.1.33.1.2.3.0', 'i', 20],
    ['1.3.6.1.2.1.33.1.2.4.0', 'i', 97],
    ['1.3.6.1.2.1.33.1.3.3.1.3.1', 'i', 231],
    ['1.3.6.1.2.1.33.1.4.1.0', 'i', 3],
    ['1.3.6.1.2.1.33.1.4.4.1.5.1', 'i', 12],
  ],
} as const satisfies Readonly<Record<string, readonly Written[]>>

export function recordingOf(device: keyof typeof devices): readonly Recorded[] {
  return rowsOf(devices[device])
}

/** A switch with so many ports; `octets` is what its counters stand at. */
export function switchRows(
  ports: number,
  {
    octets = 1000n,
    uptime = 360_000,
    wide = true,
  }: { octets?: bigint; uptime?: number; wide?: boolean } = {},
): readonly Recorded[] {
  const rows: Written[] = [...system('1.3.6.1.4.1.99999.2', 'switch-1')]
  rows[2] = ['1.3.6.1.2.1.1.3.0', 't', uptime]
  for (let port = 1; port <= ports; port++) {
    const entry = (column: number): string => `1.3.6.1.2.1.2.2.1.${column}.${port}`
    const wideEntry = (column: number): string => `1.3.6.1.2.1.31.1.1.1.${column}.${port}`
    rows.push(
      [entry(2), 's', `Port ${port}`],
      [entry(3), 'i', 6],
      [entry(5), 'g', 1_000_000_000],
      [entry(7), 'i', 1],
      [entry(8), 'i', 1],
      [entry(10), 'c', octets % 2n ** 32n],
      [entry(14), 'c', 0],
      [entry(16), 'c', octets % 2n ** 32n],
      [entry(20), 'c', 0],
      [wideEntry(1), 's', `Gi0/${port}`],
    )
    if (wide) rows.push([wideEntry(6), 'w', octets], [wideEntry(10), 'w', octets])
  }
  return rowsOf(rows)
}
