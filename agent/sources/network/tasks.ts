/** From an order to tasks. What a kind of check needs is loaded with the first of its kind. */
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import type { CheckKind, CheckOf, NetworkCheck } from '../../../contract/wire/network.ts'
import type { WholeOrder } from './judge-order.ts'
import { memoryNotes, type KeptNotes } from './kept.ts'
import { Memory, type Memories } from './memory.ts'
import { pingGroup } from './ping/ping-group.ts'
import type { NetworkTask, RunCheck, TaskGroup, TaskParts } from './task.ts'

/** A kind that is run in groups has no runner of its own. */
type SingleKind = Exclude<CheckKind, 'ping'>

const runners: { readonly [Kind in SingleKind]?: () => Promise<RunCheck<Kind>> } = {
  tcp: async () => (await import('./checks/tcp.ts')).runTcp,
  http: async () => (await import('./checks/http.ts')).runHttp,
  tls: async () => (await import('./checks/tls.ts')).runTls,
  dns: async () => (await import('./checks/dns.ts')).runDns,
  banner: async () => (await import('./checks/banner.ts')).runBanner,
  ntp: async () => (await import('./checks/ntp.ts')).runNtp,
  web: async () => (await import('./checks/web.ts')).runWeb,
  mail: async () => (await import('./checks/mail.ts')).runMail,
}

/** Tasks of orders, which remember what was seen while orders change. */
export class TaskBook {
  readonly #memories = new Map<string, Memory>()
  readonly #ping: TaskGroup
  readonly #pings = new Map<string, CheckOf<'ping'>>()

  readonly #notes: KeptNotes

  constructor(notes: KeptNotes = memoryNotes()) {
    this.#notes = notes
    this.#ping = pingGroup((id) => this.#pings.get(id), this.#memory)
  }

  readonly groupOf = ({ id }: NetworkTask): TaskGroup | undefined =>
    this.#pings.has(id) ? this.#ping : undefined

  tasksOf({ checks }: WholeOrder): readonly NetworkTask[] {
    const wanted = new Set(checks.map(({ id }) => id))
    for (const id of this.#memories.keys()) if (!wanted.has(id)) this.#memories.delete(id)
    this.#notes.only(wanted)
    this.#pings.clear()
    for (const check of checks) if (check.kind === 'ping') this.#pings.set(check.id, check)
    return checks.map((check) => this.#taskOf(check))
  }

  #taskOf(check: NetworkCheck): NetworkTask {
    return {
      id: check.id,
      device: check.device,
      everySeconds: check.everySeconds,
      timeoutMs: timeoutOf(check),
      probes: check.kind === 'ping' ? check.count : 1,
      run: (parts, egress) => this.#run(check, parts, egress),
    }
  }

  async #run(check: NetworkCheck, parts: TaskParts, egress: boolean): Promise<readonly Reading[]> {
    if (check.kind === 'ping') throw new TypeError('Pings are run in groups')
    const note = this.#notes.noteOf(check.id)
    return runSingle(check, parts, { egress, memory: this.#memory(check.id), note })
  }

  readonly #memory: Memories = (id) => {
    const known = this.#memories.get(id)
    if (known) return known
    const made = new Memory()
    this.#memories.set(id, made)
    return made
  }
}

/** Each kind's runner takes checks of that kind alone, which the compiler cannot follow. */
async function runSingle(
  check: Exclude<NetworkCheck, CheckOf<'ping'>>,
  parts: TaskParts,
  about: Parameters<RunCheck<SingleKind>>[2],
): Promise<readonly Reading[]> {
  const load = runners[check.kind]
  // An order never holds what judge-order.ts does not know.
  if (!load) throw new TypeError(`No runner for checks of kind ${check.kind}`)
  const run = (await load()) as RunCheck<SingleKind>
  return run(check, parts, about)
}

/** All that a run may take. */
function timeoutOf(check: NetworkCheck): number {
  if (check.kind === 'mail') return check.waitSeconds * 1000 + 2 * check.timeoutMs
  return check.kind === 'ping' ? check.timeoutMs + check.count * 1000 : check.timeoutMs
}
