/** Runs checks as a poller does, on this machine and against servers of loopback. */
import net from 'node:net'
import { liveHost } from '../../agent/host/live.ts'
import type { Host } from '../../agent/host/host.ts'
import { createGuard, type LocalVeto, type Lookup } from '../../agent/sources/network/guard.ts'
import type { KeptNotes } from '../../agent/sources/network/kept.ts'
import { TaskBook } from '../../agent/sources/network/tasks.ts'
import type { ReadingValue } from '../../contract/catalogue/grammar.ts'
import { sampleOf } from '../../contract/catalogue/sample.ts'
import type { NetworkCheck } from '../../contract/wire/network.ts'
import type { Clock } from '../../lib/clock.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { neverAborted } from './door.ts'

/** A poller that may look at loopback and nowhere else. */
export const loopbackVeto: LocalVeto = {
  poller: true,
  subnets: ['127.0.0.0/8'],
  internet: false,
  probesPerSecondMax: 50,
  secondsMin: 10,
}

export interface CheckBench {
  /** One run; the fields of each reading with the tag `check` and the measurement. */
  run(
    checks: readonly NetworkCheck[],
    egress?: boolean,
  ): Promise<readonly Readonly<Record<string, ReadingValue | undefined>>[]>
}

export function checkBench(
  host: Host = liveHost(systemClock),
  lookup?: Lookup,
  veto = loopbackVeto,
  clock: Clock = systemClock,
  notes?: KeptNotes,
): CheckBench {
  const book = new TaskBook(notes)
  const guard = createGuard(veto, host, lookup)
  const parts = { host, clock, guard, signal: neverAborted }
  return {
    run: async (checks, egress = true) => {
      const tasks = book.tasksOf({ devices: [], checks })
      const groups = Map.groupBy(tasks, (task) => book.groupOf(task))
      const found = []
      for (const [group, some] of groups) {
        if (group) found.push(...(await group.run(some, parts, egress)).values())
        else for (const task of some) found.push(await task.run(parts, egress))
      }
      return found.flat().map((reading) => {
        const sample = sampleOf(reading)
        if ('refused' in sample) throw new Error(sample.refused)
        if (sample.problems.length > 0) throw new Error(sample.problems.join(', '))
        const { measurement, tags, fields } = reading
        return { measurement: measurement.name, ...tags, ...fields }
      })
    },
  }
}

let checks = 0
/** What every check has. */
export function about(name: string): {
  readonly id: string
  readonly name: string
  readonly everySeconds: number
  readonly timeoutMs: number
} {
  return { id: `check${++checks}`, name, everySeconds: 60, timeoutMs: 3000 }
}

/** Resolves when the port of loopback takes connections; rejects after a quarter of a minute. */
export async function listening(port: number): Promise<void> {
  for (let count = 0; count < 300; count++) {
    const socket = net.connect(port, '127.0.0.1')
    const open = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    })
    socket.destroy()
    if (open === true) return
    await systemClock.sleep(50)
  }
  throw new Error(`Nobody listens on port ${port}`)
}
