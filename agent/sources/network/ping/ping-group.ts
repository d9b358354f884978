/** Pings that are due together are one run of fping for each hundred. */
import { ping as family } from '../../../../contract/catalogue/families/ping.ts'
import { reading, type FieldsOf, type Reading } from '../../../../contract/catalogue/grammar.ts'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import { isNotPresent } from '../../../host/host.ts'
import { NoSuchHost, Refused } from '../guard.ts'
import type { Memories } from '../memory.ts'
import type { NetworkTask, TaskGroup, TaskParts } from '../task.ts'
import { fping, ping, type Echoes, type PingOptions } from './ping-programs.ts'

type Ping = CheckOf<'ping'>
type Fields = FieldsOf<typeof family>
interface Target {
  readonly check: Ping
  readonly address: string
}

const addressesAtOnce = 100
/** Without fping each target is a process of its own. */
const pingsAtOnce = 8

export function pingGroup(
  checkOf: (id: string) => Ping | undefined,
  memories: Memories,
): TaskGroup {
  return {
    key: 'ping',
    run: async (tasks, parts, egress) => {
      const results = new Map<string, readonly Reading[]>()
      const tell = (check: Ping, fields: Fields, good: boolean | undefined): void => {
        // That a device is gone, its presence tells: with its site and what it hangs on.
        const fails = check.device === undefined ? memories(check.id).note(good) : null
        const tags = { url: check.host, check: check.name }
        results.set(check.id, [reading(family, tags, { ...fields, fails })])
      }
      const checks = tasks.flatMap(({ id }: NetworkTask) => checkOf(id) ?? [])
      if (!egress) {
        for (const check of checks) tell(check, { result: 'no_egress' }, undefined)
        return results
      }
      const targets = await resolveAll(checks, parts, tell)
      const echoes = await echoesOf(targets, parts)
      for (const { check, address } of targets) {
        const found = echoes.get(key(check, address))
        if (!found) tell(check, { result: 'error' }, undefined)
        else
          tell(
            check,
            figures(found),
            found.times.some((time) => time !== null),
          )
      }
      return results
    },
  }
}

async function resolveAll(
  checks: readonly Ping[],
  { guard }: TaskParts,
  tell: (check: Ping, fields: Fields, good: boolean | undefined) => void,
): Promise<readonly Target[]> {
  const targets = await Promise.all(
    checks.map(async (check): Promise<Target | undefined> => {
      try {
        return { check, address: await guard.resolve(check.host) }
      } catch (error) {
        if (error instanceof NoSuchHost) tell(check, { result: 'no_such_host' }, false)
        else if (error instanceof Refused) tell(check, { result: 'refused_here' }, undefined)
        else throw error
        return undefined
      }
    }),
  )
  return targets.filter((target) => target !== undefined)
}

/** By check and address. Those that nothing could ask are left out. */
async function echoesOf(
  targets: readonly Target[],
  parts: TaskParts,
): Promise<ReadonlyMap<string, Echoes>> {
  const found = new Map<string, Echoes>()
  const alike = Map.groupBy(targets, ({ check }) => `${check.count} ${waitOf(check)}`)
  for (const group of alike.values()) {
    for (let from = 0; from < group.length; from += addressesAtOnce) {
      const some = group.slice(from, from + addressesAtOnce)
      await askSome(some, parts, found)
    }
  }
  return found
}

async function askSome(
  targets: readonly Target[],
  { host, signal }: TaskParts,
  found: Map<string, Echoes>,
): Promise<void> {
  const [first] = targets
  if (!first || signal.aborted) return
  const options: PingOptions = { count: first.check.count, timeoutMs: waitOf(first.check) }
  const addresses = [...new Set(targets.map(({ address }) => address))]
  const together = await fping(host, addresses, options)
  if (together) {
    for (const { check, address } of targets) {
      const echoes = together.get(address)
      if (echoes) found.set(key(check, address), echoes)
    }
    return
  }
  const waiting = [...targets]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift())
      found.set(key(next.check, next.address), await ping(host, next.address, options))
  }
  // Nothing here can ping: none is found, and so nothing is said of any target.
  await Promise.all(Array.from({ length: pingsAtOnce }, worker)).catch(unlessNotPresent)
}

function unlessNotPresent(error: unknown): void {
  if (!isNotPresent(error)) throw error
}

/** How long one request may take. */
function waitOf({ timeoutMs }: Ping): number {
  return Math.min(10_000, Math.max(50, timeoutMs))
}
function key({ id }: Ping, address: string): string {
  return `${id} ${address}`
}

/** The figures of one round, as Telegraf has them, and the jitter. */
export function figures({ times, ttl }: Echoes): Fields {
  const answers = times.filter((time) => time !== null)
  const lost = times.length - answers.length
  const sent = {
    packets_transmitted: times.length,
    packets_received: answers.length,
    percent_packet_loss: times.length === 0 ? 100 : (100 * lost) / times.length,
    result: 'success',
  } as const
  if (answers.length === 0) return sent
  const mean = answers.reduce((sum, time) => sum + time, 0) / answers.length
  const variance = answers.reduce((sum, time) => sum + (time - mean) ** 2, 0) / answers.length
  const steps = answers.slice(1).map((time, index) => Math.abs(time - (answers[index] ?? time)))
  const jitter = steps.reduce((sum, step) => sum + step, 0) / Math.max(1, steps.length)
  return {
    ...sent,
    ttl,
    average_response_ms: mean,
    minimum_response_ms: Math.min(...answers),
    maximum_response_ms: Math.max(...answers),
    standard_deviation_ms: Math.sqrt(variance),
    jitter_ms: jitter,
  }
}
