/**
 * Whose points these are. A point's `host` tag names a computer of the fleet, or one that is known
 * by such points alone, which then is a host of the fleet too; a point without it is its source's.
 */
import type { HostRecord } from '../../model/hosts.ts'
import type { LineHost, LineHosts } from '../../state/line-hosts.ts'
import type { LineSource } from '../../state/line-sources.ts'

export interface HostBookParts {
  readonly state: LineHosts
  /** The fleet as it is; asked for names that are not known. */
  readonly fleet: () => readonly HostRecord[]
  readonly host: (id: string) => HostRecord | undefined
  /** The fleet has a new host. */
  readonly added: (hostId: string) => Promise<void>
  readonly hostsPerSourceMax: number
}
export interface HostOfPoint {
  readonly hostId: string
  /** Known by points alone. */
  readonly written: boolean
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const controlCharacter = /[\u0000-\u001f\u007f]/

export class HostBook {
  readonly #parts: HostBookParts
  /** Hosts without an agent, by name in lower case. */
  #written = new Map<string, LineHost>()
  /** Names that were looked up, until the fleet changes. */
  readonly #known = new Map<string, HostOfPoint>()
  /** One look-up at a time: two requests must not both make the same host. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: HostBookParts) {
    this.#parts = parts
  }
  /** Reads again which hosts are known by points alone: the officer may have removed some. */
  async load(): Promise<void> {
    const hosts = await this.#parts.state.hosts()
    this.#written = new Map(hosts.map((host) => [host.name, host]))
    this.#known.clear()
  }
  /** A host came, went, or bears another name. */
  fleetChanged(): void {
    this.#known.clear()
  }
  /** Hosts that no agent reports. */
  get hostIds(): readonly string[] {
    return [...this.#written.values()]
      .map(({ hostId }) => hostId)
      .filter((id) => this.#parts.host(id)?.agentVersion === null)
  }
  /**
   * The host of each name, or why it has none. Names are compared without case; `pc-07.ofisi.go.tz`
   * is `pc-07` where only one computer bears that name.
   */
  async resolve(
    source: LineSource,
    names: ReadonlySet<string>,
    nowMs: number,
  ): Promise<ReadonlyMap<string, HostOfPoint | string>> {
    const found = new Map<string, HostOfPoint | string>()
    const unknown: string[] = []
    for (const name of names) {
      const known = this.#known.get(name)
      if (known) found.set(name, known)
      else unknown.push(name)
    }
    if (unknown.length === 0) return found
    const turn = this.#turn.then(() => this.#lookUp(source, unknown, found, nowMs))
    this.#turn = turn.catch(() => undefined)
    await turn
    return found
  }

  async #lookUp(
    source: LineSource,
    names: readonly string[],
    found: Map<string, HostOfPoint | string>,
    nowMs: number,
  ): Promise<void> {
    const agents = Map.groupBy(
      this.#parts.fleet().filter(({ agentVersion }) => agentVersion !== null),
      ({ name }) => name.toLowerCase(),
    )
    for (const name of names) {
      const host = this.#withAgent(name, agents) ?? (await this.#withoutAgent(source, name, nowMs))
      found.set(name, host)
      if (typeof host !== 'string') this.#known.set(name, host)
    }
  }
  #withAgent(
    name: string,
    agents: ReadonlyMap<string, readonly HostRecord[]>,
  ): HostOfPoint | undefined {
    const key = name.toLowerCase()
    const same = agents.get(key) ?? agents.get(key.split('.')[0] ?? key) ?? []
    const [host] = same
    // Points at the wrong computer would be worse than points at one more host.
    return same.length === 1 && host ? { hostId: host.id, written: false } : undefined
  }
  async #withoutAgent(
    source: LineSource,
    name: string,
    nowMs: number,
  ): Promise<HostOfPoint | string> {
    const { state, added, host, hostsPerSourceMax } = this.#parts
    const key = name.toLowerCase()
    const known = this.#written.get(key)
    if (known && host(known.hostId)) return { hostId: known.hostId, written: true }
    if (controlCharacter.test(name)) return 'unprintable character in the tag "host"'
    let count = 0
    for (const { sourceId } of this.#written.values()) if (sourceId === source.id) count++
    if (count >= hostsPerSourceMax) {
      return `too many hosts: source "${source.name}" may bring ${hostsPerSourceMax}`
    }
    const hostId = await state.addHost(source, name, nowMs)
    this.#written.set(key, { hostId, name: key, sourceId: source.id })
    await added(hostId)
    return { hostId, written: true }
  }
}
