import {
  chainHash,
  decodeDictionary,
  emptyDictionaryHash,
  type DictionaryPart,
} from '../../contract/wire/dictionary.ts'
import { FrameError } from '../../contract/wire/frame-error.ts'
import { forHostTag } from '../../contract/wire/for-host.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { AgentPiece, DictionaryPiece, DictionaryRepository } from '../state/dictionaries.ts'
import type { SeriesDirectory } from '../model/store.ts'
import type { GroupWriter } from './group-writer.ts'
import type { SeriesCheck, SeriesChecks } from './series-check.ts'

export interface DictionaryState {
  readonly count: number
  /** 32 hex digits. */
  readonly hash: string
}

export interface AgentDictionaryParts {
  readonly agentId: string
  readonly hostId: string
  readonly repository: Pick<DictionaryRepository, 'load' | 'truncate'>
  readonly writer: GroupWriter<AgentPiece>
  readonly series: SeriesDirectory
  readonly checks: SeriesChecks
  /** Whether that host's agent was asked to look at the other one; undefined: never. */
  readonly speaksFor?: ((hostId: string, deviceId: string) => boolean) | undefined
  /** Series of one agent that are stored; rows of more are set aside. */
  readonly seriesMax: number
}

/** The series that one agent has announced. Descriptors are the directory's, not copies. */
export class AgentDictionary {
  readonly #parts: AgentDictionaryParts
  /** Store ids by dictionary index; 0: refused. */
  readonly ids: number[] = []
  readonly checks: SeriesCheck[] = []
  /** Descriptors of refused entries: their rows must still be decoded to be settled. */
  readonly #refused = new Map<number, SeriesDescriptor>()
  #hash = emptyDictionaryHash

  private constructor(parts: AgentDictionaryParts) {
    this.#parts = parts
  }

  /**
   * What is held of the agent's dictionary and fits to what it says it has. After a rollback on
   * either side, or when the key now belongs to another host, it begins at 0 again.
   */
  static async open(parts: AgentDictionaryParts, agent: DictionaryState): Promise<AgentDictionary> {
    const dictionary = new AgentDictionary(parts)
    const pieces = await parts.repository.load(parts.agentId)
    for (const piece of pieces) {
      if (!dictionary.#take(piece)) break
      if (dictionary.state.count >= agent.count) break
    }
    const { count, hash } = dictionary.state
    // An agent with more entries than we hold compares our hash with its own.
    if (count > agent.count || (count === agent.count && hash !== agent.hash)) dictionary.#cut(0)
    return dictionary
  }

  get state(): DictionaryState {
    return { count: this.ids.length, hash: this.#hash }
  }

  seriesOf(index: number): SeriesDescriptor | undefined {
    const id = this.ids[index]
    if (id === undefined) return undefined
    return id === 0 ? this.#refused.get(index) : this.#parts.series.get(id)?.descriptor
  }

  /** Takes an announcement; durable on return. FrameError: it does not continue what is held. */
  async learn(message: Uint8Array): Promise<void> {
    const part = decodeDictionary(message)
    const { firstIndex: first, descriptors } = part
    if (first !== 0 && first !== this.ids.length) {
      await this.forget()
      throw new FrameError('bad_series', `Entries from ${first} on, after ${this.ids.length}.`)
    }
    if (first === 0) this.#cut(0)
    const seriesIds = await this.#register(part)
    let hash = this.#hash
    for (const descriptor of descriptors) hash = chainHash(hash, descriptor)
    const piece = { first, count: descriptors.length, hash, message: message.slice(), seriesIds }
    await this.#parts.writer.save({ agentId: this.#parts.agentId, piece })
    this.#append(part, seriesIds, hash)
  }

  /** Begins at 0 with the next session. */
  async forget(): Promise<void> {
    await this.#parts.repository.truncate(this.#parts.agentId, 0)
    this.#cut(0)
  }

  async #register({ firstIndex, descriptors }: DictionaryPart): Promise<number[]> {
    const { checks, seriesMax } = this.#parts
    const taken = descriptors.map(
      (descriptor, index) =>
        firstIndex + index < seriesMax &&
        checks.of(descriptor).problem === undefined &&
        this.#ownerOf(descriptor) !== undefined,
    )
    const ids = Array.from({ length: descriptors.length }, () => 0)
    const byOwner = Map.groupBy(
      descriptors.keys().filter((index) => taken[index]),
      (index) => this.#ownerOf(descriptors[index]) ?? '',
    )
    for (const [owner, places] of byOwner) {
      const wanted = places.flatMap((index) => withoutHost(descriptors[index]) ?? [])
      const registered = await this.#parts.series.register(owner, wanted)
      for (const [order, place] of places.entries()) ids[place] = registered[order] ?? 0
    }
    return ids
  }

  /** Host whose series it is; undefined: one for which this agent does not speak. */
  #ownerOf(descriptor: SeriesDescriptor | undefined): string | undefined {
    const deviceId = descriptor && hostIn(descriptor)
    const { hostId, speaksFor } = this.#parts
    if (deviceId === undefined) return hostId
    return speaksFor?.(hostId, deviceId) ? deviceId : undefined
  }

  #append(part: DictionaryPart, seriesIds: readonly number[], hash: string): void {
    for (const [offset, descriptor] of part.descriptors.entries()) {
      const id = seriesIds[offset] ?? 0
      const check = this.#parts.checks.of(descriptor)
      if (id === 0) this.#refused.set(this.ids.length, descriptor)
      const foreign = this.#ownerOf(descriptor) === undefined
      const refusal = check.problem ?? (foreign ? 'not_its_device' : 'too_many_series')
      this.checks.push(id === 0 ? { ...check, problem: refusal } : check)
      this.ids.push(id)
    }
    this.#hash = hash
  }

  /** False: the piece does not fit to the series store (another's backup) or to the hosts. */
  #take(piece: DictionaryPiece): boolean {
    if (piece.first !== this.ids.length || piece.seriesIds.length !== piece.count) return false
    const part = decodeDictionary(piece.message)
    const fits = part.descriptors.every((descriptor, index) =>
      this.#fits(descriptor, piece.seriesIds[index] ?? 0),
    )
    if (!fits) return false
    this.#append(part, piece.seriesIds, piece.hash)
    return true
  }

  /** Whom an agent may speak for changes: what was refused then, or taken, is announced anew. */
  #fits(descriptor: SeriesDescriptor, id: number): boolean {
    const owner = this.#ownerOf(descriptor)
    if (id !== 0) return owner !== undefined && this.#parts.series.get(id)?.hostId === owner
    const refused = this.#parts.checks.of(descriptor).problem !== undefined
    return refused || hostIn(descriptor) === undefined || owner === undefined
  }

  #cut(count: 0): void {
    this.ids.length = count
    this.checks.length = count
    this.#refused.clear()
    this.#hash = emptyDictionaryHash
  }
}

function hostIn({ tags }: SeriesDescriptor): string | undefined {
  return tags.find(([key]) => key === forHostTag)?.[1]
}

/** As the store keeps it: the host is not a word of the series but its owner. */
function withoutHost(descriptor: SeriesDescriptor | undefined): SeriesDescriptor | undefined {
  if (!descriptor || hostIn(descriptor) === undefined) return descriptor
  return { ...descriptor, tags: descriptor.tags.filter(([key]) => key !== forHostTag) }
}
