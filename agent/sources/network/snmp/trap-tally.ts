/**
 * Keeps a storm of traps small: a report is told at once when it is new in this minute, what repeats
 * it is told as a number at the end of the minute, and so is all that is above the limit.
 */
import { trap, type TrapKind } from '../../../../contract/catalogue/families/trap.ts'
import { reading, type Reading } from '../../../../contract/catalogue/grammar.ts'
import type { TrapWords } from './trap-reading.ts'

const tallyLimits = {
  /** Packets of one device that are decoded in a minute; the rest costs nothing but a count. */
  packetsPerMinute: 1200,
  /** New rows of all devices in a minute: a whole branch that comes back after a power cut. */
  rowsPerMinute: 2000,
} as const

interface Minute {
  packets: number
  readonly rows: Map<string, { readonly words: TrapWords; more: number }>
  /** Numbers of the informs that came: an answer may be lost, then the same one comes again. */
  readonly informs: Set<number>
  above: number
  rejected: number
}

export class TrapTally {
  readonly #perMinute: number
  readonly #tell: (readings: readonly Reading[]) => void
  readonly #hour: () => string
  #minutes = new Map<string, Minute>()
  #rows = 0
  readonly #totals = new Map<string, Map<TrapKind, number>>()

  /** @param nowMs wall time, for the hour that is part of each event. */
  constructor(
    perMinute: number,
    nowMs: () => number,
    tell: (readings: readonly Reading[]) => void,
  ) {
    this.#perMinute = perMinute
    this.#tell = tell
    this.#hour = () => `${new Date(nowMs()).toISOString().slice(0, 13)}Z`
  }

  /** Whether one more packet of this device is looked at. */
  admits(device: string): boolean {
    const minute = this.#of(device)
    if (++minute.packets <= tallyLimits.packetsPerMinute) return true
    minute.above++
    return false
  }

  reject(device: string): void {
    this.#of(device).rejected++
  }

  /** @param inform its number, where it is an inform. False: it came before. */
  take(device: string, words: TrapWords, inform: number | undefined): boolean {
    const minute = this.#of(device)
    if (inform !== undefined) {
      if (minute.informs.has(inform)) return false
      minute.informs.add(inform)
    }
    const key = JSON.stringify([words.kind, words.name, words.subject])
    const known = minute.rows.get(key)
    if (known) known.more++
    else if (minute.rows.size >= this.#perMinute || this.#rows >= tallyLimits.rowsPerMinute) {
      minute.above++
    } else {
      this.#rows++
      minute.rows.set(key, { words, more: 0 })
      this.#tell([this.#row(device, words, 1)])
    }
    return true
  }

  /** The minute is over: what was counted is told. */
  turn(): void {
    const minutes = this.#minutes
    this.#minutes = new Map()
    this.#rows = 0
    const told: Reading[] = []
    for (const [device, { rows, above, rejected }] of minutes) {
      for (const { words, more } of rows.values()) {
        if (more > 0) told.push(this.#row(device, words, more))
      }
      if (above > 0) told.push(this.#row(device, counted('storm'), above))
      if (rejected > 0) told.push(this.#row(device, counted('rejected'), rejected))
    }
    if (told.length > 0) this.#tell(told)
  }

  /** What is known of other devices is forgotten. */
  keep(devices: ReadonlySet<string>): void {
    for (const id of this.#minutes.keys()) if (!devices.has(id)) this.#minutes.delete(id)
    for (const id of this.#totals.keys()) if (!devices.has(id)) this.#totals.delete(id)
  }

  #of(device: string): Minute {
    const known = this.#minutes.get(device)
    if (known) return known
    const made = { packets: 0, rows: new Map(), informs: new Set<number>(), above: 0, rejected: 0 }
    this.#minutes.set(device, made)
    return made
  }

  #row(device: string, { kind, name, subject }: TrapWords, count: number): Reading {
    const totals = this.#totals.get(device) ?? new Map<TrapKind, number>()
    this.#totals.set(device, totals)
    const total = (totals.get(kind) ?? 0) + count
    totals.set(kind, total)
    const about = subject === '' ? '' : ` (${subject})`
    const fields = {
      event: `${name}${about} ${this.#hour()}`,
      subject: subject === '' ? undefined : subject,
      count,
      total,
    }
    return { ...reading(trap, { kind }, fields), forHost: device }
  }
}

function counted(kind: 'storm' | 'rejected'): TrapWords {
  return { kind, name: kind, subject: '' }
}
