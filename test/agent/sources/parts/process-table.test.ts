import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ProcessTable } from '../../../../agent/sources/parts/process-table.ts'
import type { Host } from '../../../../agent/host/host.ts'

interface Seen {
  readonly name: string
  readonly state: string
  readonly parent: number
  readonly ticks: number
  readonly threads: number
  readonly started: number
  readonly pages: number
}
type Machine = ReadonlyMap<number, Seen>

const one = fc.record({
  name: fc.constantFrom('bash', 'soffice.bin', 'a) b (c', 'kworker/0:1', 'odd\u0007name'),
  state: fc.constantFrom('R', 'S', 'I', 'D', 'Z'),
  parent: fc.constantFrom(0, 1, 2, 7),
  ticks: fc.nat(50),
  threads: fc.integer({ min: 1, max: 3 }),
  started: fc.nat(2),
  pages: fc.nat(100),
})
/** Few numbers, so that processes end and others get their numbers. */
const machine = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 6 }), one), { maxLength: 6 })
  .map((all): Machine => new Map(all))

function lineOf(id: number, p: Seen): string {
  const words: (string | number)[] = Array.from({ length: 40 }, () => 0)
  words[0] = p.state
  words[1] = p.parent
  words[11] = p.ticks
  words[17] = p.threads
  words[19] = p.started
  words[21] = p.pages
  return `${id} (${p.name}) ${words.join(' ')}\n`
}

function hostOf(seen: Machine): Host {
  const host: Pick<Host, 'list' | 'readTextNow'> = {
    // One has ended since the folder was listed.
    list: () => ['self', ...[...seen.keys(), 999].map(String), 'uptime'],
    readTextNow: (path) => {
      const id = Number(/^\/proc\/(\d+)\/stat$/.exec(path)?.[1])
      const found = seen.get(id)
      if (!found) throw new Error(`${path} does not exist`)
      return lineOf(id, found)
    },
  }
  return host as Host
}

/** The same from nothing but two machines, each looked at as a whole. */
function counted(now: Machine, before: Machine) {
  const byState: Record<string, number> = {}
  const programs: Record<string, { ticks: number; pages: number; count: number }> = {}
  let threads = 0
  for (const [id, p] of now) {
    byState[p.state] = (byState[p.state] ?? 0) + 1
    threads += p.threads
    if (p.parent === 2 || id === 2) continue
    const program = (programs[p.name.replace('\u0007', '?')] ??= { ticks: 0, pages: 0, count: 0 })
    const earlier = before.get(id)
    program.ticks += Math.max(0, p.ticks - (earlier?.started === p.started ? earlier.ticks : 0))
    program.pages += p.pages
    program.count++
  }
  return { total: now.size, threads, byState, programs }
}

test('counting only what changed gives what counting everything gives', () => {
  fc.assert(
    fc.property(fc.array(machine, { maxLength: 8 }), (machines) => {
      const table = new ProcessTable()
      let before: Machine = new Map()
      for (const now of machines) {
        // Read twice: the second time nobody has done anything.
        for (const earlier of [before, now]) {
          const { total, threads, byState, programs } = table.read(hostOf(now))
          expect({
            total,
            threads,
            byState: Object.fromEntries([...byState].filter(([, count]) => count > 0)),
            programs: Object.fromEntries(
              [...programs].map(({ name, ticks, pages, count }) => [name, { ticks, pages, count }]),
            ),
          }).toEqual(counted(now, earlier))
        }
        before = now
      }
    }),
  )
})
