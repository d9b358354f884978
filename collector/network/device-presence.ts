/**
 * Whether a device without an agent is there, from what its poller reports: an answered ping is
 * its connection, two unanswered ones in a row are its loss. Where no ping is ordered, any reading
 * of it counts. What the poller cannot know (itself cut off, or gone) is no loss: it grows stale.
 */
import { snmpDevice } from '../../contract/catalogue/families/snmp-device.ts'
import {
  historyFlag,
  rowAt,
  rowHeaderLength,
  skipFlag,
  type PackedRows,
} from '../../contract/wire/packed-rows.ts'
import type { SessionEvent } from '../model/sessions.ts'
import type { StoredSeries } from '../model/store.ts'

export interface DevicePresenceParts {
  readonly series: (id: number) => StoredSeries | undefined
  readonly isDevice: (hostId: string) => boolean
  /** A ping of it is ordered. */
  readonly hasPing: (hostId: string) => boolean
  readonly onSession: (event: SessionEvent) => void
  readonly onHeard: (hostId: string, atMs: number) => void
}

interface Meaning {
  readonly hostId: string
  /** Places of the values in a row; undefined: this series only shows that somebody answered. */
  readonly ping: { readonly loss: number; readonly result: number } | undefined
  /** Place of the state in a reading by SNMP; -1: it is none. */
  readonly snmp: number
  /** Place of the result in a check's row. */
  readonly result: number
}

const lostAfter = 2
const meaningsMax = 200_000

export class DevicePresence {
  readonly #parts: DevicePresenceParts
  readonly #meanings = new Map<number, Meaning | null>()
  readonly #there = new Set<string>()
  readonly #silent = new Map<string, number>()

  constructor(parts: DevicePresenceParts) {
    this.#parts = parts
  }

  /** Rows that have just become durable, of an agent that is a poller. */
  take({ data, length }: PackedRows, atMs: number): void {
    for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
      const flags = data[at + rowAt.flags] ?? 0
      if ((flags & (historyFlag | skipFlag)) !== 0) continue
      const meaning = this.#meaningOf(data[at + rowAt.series] ?? 0)
      if (meaning) this.#judge(meaning, (place) => data[at + rowHeaderLength + place], atMs)
    }
  }

  /** Its poller has gone, or does not look at it any more: nothing is known from now on. */
  unknown(hostId: string, atMs: number): void {
    this.#silent.delete(hostId)
    if (!this.#there.delete(hostId)) return
    this.#parts.onSession({ type: 'disconnected', hostId, atMs, goodbye: 'stop' })
  }

  #meaningOf(id: number): Meaning | null {
    const known = this.#meanings.get(id)
    if (known !== undefined) return known
    const series = this.#parts.series(id)
    if (!series) return null
    const made = this.#parts.isDevice(series.hostId) ? meaningOf(series) : null
    if (this.#meanings.size < meaningsMax) this.#meanings.set(id, made)
    return made
  }

  #judge(
    { hostId, ping, snmp, result }: Meaning,
    value: (place: number) => number | undefined,
    atMs: number,
  ): void {
    const code = result < 0 ? 0 : value(result)
    if (snmp >= 0) {
      if (this.#parts.hasPing(hostId)) return
      const state = value(snmp)
      if (state === snmpStates.silent) this.#missed(hostId, atMs)
      else if (state !== undefined && state !== snmpStates.unknown) this.#present(hostId, atMs)
    } else if (ping) {
      if (code !== 0) return
      const loss = value(ping.loss)
      if (loss !== undefined && loss < allLost) this.#present(hostId, atMs)
      else this.#missed(hostId, atMs)
    } else if (code === 0) {
      if (!this.#parts.hasPing(hostId)) this.#present(hostId, atMs)
    }
  }

  #present(hostId: string, atMs: number): void {
    this.#silent.delete(hostId)
    if (!this.#there.has(hostId)) {
      this.#there.add(hostId)
      // The boot is not known; one and the same, so that no loss is taken for a restart.
      this.#parts.onSession({ type: 'connected', hostId, atMs, bootAtMs: 0 })
    }
    this.#parts.onHeard(hostId, atMs)
  }

  #missed(hostId: string, atMs: number): void {
    const times = (this.#silent.get(hostId) ?? 0) + 1
    this.#silent.set(hostId, times)
    if (times !== lostAfter) return
    // Found dead at the first look after a start, it was never there for us: it is so now.
    if (!this.#there.delete(hostId))
      this.#parts.onSession({ type: 'connected', hostId, atMs, bootAtMs: 0 })
    this.#parts.onSession({ type: 'disconnected', hostId, atMs, goodbye: null })
  }
}

/** percent_packet_loss has one decimal. */
const allLost = 1000
const snmpStates = snmpDevice.fields.state.states

function meaningOf({ hostId, descriptor }: StoredSeries): Meaning {
  const place = (name: string): number =>
    descriptor.fields.findIndex((field) => field.name === name)
  const result = place('result')
  const snmp = descriptor.measurement === snmpDevice.name ? place('state') : -1
  if (descriptor.measurement !== 'ping') return { hostId, ping: undefined, snmp, result }
  return { hostId, ping: { loss: place('percent_packet_loss'), result }, snmp, result }
}
