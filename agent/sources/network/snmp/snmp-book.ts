/** Devices of an order as tasks of the poller; each remembers its counters while orders change. */
import type { Reading } from '../../../../contract/catalogue/grammar.ts'
import type { NetworkDevice, SnmpAccess } from '../../../../contract/wire/network.ts'
import type { Guard } from '../guard.ts'
import type { NetworkTask } from '../task.ts'
import { credentialsOf } from './credentials.ts'
import type { Device } from './device.ts'
import type { SnmpStation } from './station.ts'
import { targetLimits, type SnmpTarget } from './target.ts'

/** Loads what reads devices, a bundle of its own; called with the first of them. */
export type OpenStation = () => Promise<SnmpStation>

interface Entry {
  readonly access: string
  readonly target: SnmpTarget
  device: Device | undefined
  guard: Guard | undefined
}

/** A reading bounds itself; this is for one that does not. */
const timeoutMs = targetLimits.readingMs + 10_000

export class SnmpBook {
  readonly #open: OpenStation
  readonly #entries = new Map<string, Entry>()
  #station: Promise<SnmpStation> | undefined

  constructor(open: OpenStation) {
    this.#open = open
  }

  tasksOf(devices: readonly NetworkDevice[]): readonly NetworkTask[] {
    const wanted = devices.flatMap(({ id, address, snmp }) => (snmp ? [{ id, address, snmp }] : []))
    const ids = new Set(wanted.map(({ id }) => id))
    for (const [id, entry] of this.#entries) if (!ids.has(id)) this.#forget(id, entry)
    return wanted.map(({ id, address, snmp }) => this.#taskOf(id, address, snmp))
  }

  /** Loaded with the first call. */
  station(): Promise<SnmpStation> {
    this.#station ??= this.#open()
    return this.#station
  }

  async close(): Promise<void> {
    for (const [id, entry] of this.#entries) this.#forget(id, entry)
    const station = await this.#station?.catch(() => undefined)
    station?.close()
  }

  #forget(id: string, entry: Entry): void {
    this.#entries.delete(id)
    entry.device?.close()
  }

  #taskOf(id: string, address: string, snmp: SnmpAccess): NetworkTask {
    const access = JSON.stringify([address, snmp])
    const before = this.#entries.get(id)
    const same = before?.access === access
    if (before && !same) this.#forget(id, before)
    const target = targetOf(id, address, snmp)
    const entry = before && same ? before : { access, target, device: undefined, guard: undefined }
    this.#entries.set(id, entry)
    return {
      id: `snmp-${id}`,
      device: id,
      everySeconds: snmp.everySeconds,
      timeoutMs,
      probes: 1,
      run: (parts, egress) => this.#read(entry, parts.guard, parts.signal, egress),
    }
  }

  async #read(
    entry: Entry,
    guard: Guard,
    signal: AbortSignal,
    egress: boolean,
  ): Promise<readonly Reading[]> {
    entry.guard = guard
    const station = await this.station()
    entry.device ??= station.device(entry.target, (name) => (entry.guard ?? guard).resolve(name))
    if (!egress) return entry.device.unasked('no_egress')
    return entry.device.read(signal)
  }
}

function targetOf(device: string, address: string, snmp: SnmpAccess): SnmpTarget {
  const { port = 161, everySeconds, timeoutMs, retries, profile } = snmp
  const credentials = credentialsOf(snmp)
  return {
    device,
    address,
    port,
    credentials,
    beatSeconds: everySeconds,
    timeoutMs,
    retries,
    profile,
  }
}
