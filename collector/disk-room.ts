/**
 * What happens when the disk fills up, in steps: under `lowBytes` history waits (the ingest's own
 * rule) and the oldest full readings are given up, a day at a time; when there is nearly nothing left,
 * or the store has found no room, the reserve is given back and no agent's row is stored any more:
 * that room is for state, alerts and their mails. Nothing is acknowledged meanwhile, so the agents
 * keep their readings. All of it is undone when there is room again.
 */
import { statfs } from 'node:fs/promises'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { DiskReserve } from './disk-reserve.ts'
import type { TimeSeriesStore } from './model/store.ts'

export interface DiskRoomParts {
  /** On the disk that is looked at. */
  readonly folder: string
  /** The file that keeps the reserve. */
  readonly reserve: string
  readonly clock: Clock
  readonly log: Log
  readonly settings?: Partial<DiskRoomSettings>
}
export interface DiskRoomSettings {
  readonly reserveBytes: number
  /** Free bytes under which the oldest full readings are given up. */
  readonly lowBytes: number
  /** Free bytes under which the reserve is given back. */
  readonly fullBytes: number
  /** Days are given up no faster than this: someone may be freeing room just now. */
  readonly dropEveryMs: number
}

const megabyte = 1024 * 1024
const defaults: DiskRoomSettings = {
  reserveBytes: 64 * megabyte,
  lowBytes: 512 * megabyte,
  fullBytes: 32 * megabyte,
  dropEveryMs: 60_000,
}

export class DiskRoom {
  readonly #parts: DiskRoomParts
  readonly #settings: DiskRoomSettings
  readonly #reserve: DiskReserve
  #full = false
  #releasing: Promise<void> | undefined
  #droppedMs = -Infinity

  constructor(parts: DiskRoomParts) {
    this.#parts = parts
    this.#settings = { ...defaults, ...parts.settings }
    this.#reserve = new DiskReserve(parts.reserve, this.#settings.reserveBytes)
  }

  /** False: what is left is not for agents' rows. */
  get forRows(): boolean {
    return !this.#full
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#parts.folder)
    return bavail * bsize
  }

  /** The store found no room; does not wait for the next turn. */
  ranOut(): void {
    if (this.#full) return
    this.#full = true
    this.#parts.log.error({ reserve: this.#parts.reserve }, 'The disk is full; the reserve is used')
    this.#releasing = this.#reserve.release().catch((cause: unknown) => {
      this.#parts.log.error({ cause: String(cause) }, 'The reserve could not be given back')
    })
  }

  /** Called every few seconds. */
  async turn(store: Pick<TimeSeriesStore, 'dropOldest'>): Promise<void> {
    await this.#releasing
    const { reserveBytes, lowBytes, fullBytes } = this.#settings
    const free = await this.freeBytes()
    const kept = await this.#reserve.isKept()
    if (!this.#full && kept && free < fullBytes) this.ranOut()
    if (free < lowBytes) await this.#giveUpOldest(store, free)
    // Room for the reserve and as much again, lest it be taken and given in turns.
    if (!kept && free >= 2 * (reserveBytes + fullBytes)) await this.#keepReserve(free)
  }

  async #keepReserve(free: number): Promise<void> {
    await this.#reserve.keep()
    if (this.#full) this.#parts.log.warn({ free }, 'There is room on the disk again')
    this.#full = false
  }

  async #giveUpOldest(store: Pick<TimeSeriesStore, 'dropOldest'>, free: number): Promise<void> {
    const nowMs = this.#parts.clock.monotonic()
    if (nowMs - this.#droppedMs < this.#settings.dropEveryMs) return
    this.#droppedMs = nowMs
    const dayMs = await store.dropOldest(this.#parts.clock.now())
    if (dayMs === undefined) return
    const fields = { free, day: new Date(dayMs).toISOString().slice(0, 10) }
    this.#parts.log.warn(fields, 'Little room on the disk: the oldest full readings were given up')
  }
}
