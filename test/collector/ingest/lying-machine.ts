import { BootTimeline } from '../../../collector/ingest/boot-timeline.ts'
import type { SessionClock } from '../../../collector/ingest/place-boot.ts'
import {
  repairClock,
  type ClockRepair,
  type FrameClock,
} from '../../../collector/ingest/clock-repair.ts'
import { rowAt, rowHeaderLength, type PackedRows } from '../../../contract/wire/packed-rows.ts'
import { packRows } from '../../../contract/wire/row-packing.ts'

const beatMs = 300_000

/** One boot of a machine whose wall clock may say anything, while its uptime is true. */
export class LyingMachine {
  /** True time of the boot. */
  readonly bootMs: number
  readonly boot: number
  readonly timeline: BootTimeline
  /** Wall time − uptime, as the machine believes. */
  #offsetMs: number
  #truths = new Map<PackedRows, readonly number[]>()
  #offsets = new Map<PackedRows, number>()
  session: SessionClock = { boot: 0, wallErrorMs: 0 }

  constructor(
    bootMs: number,
    wallAtBootMs: number,
    boot = 1,
    timeline = new BootTimeline('a', []),
  ) {
    this.bootMs = bootMs
    this.boot = boot
    this.timeline = timeline
    this.#offsetMs = wallAtBootMs
  }

  stepWall(milliseconds: number): void {
    this.#offsetMs += milliseconds
  }

  /** A hello that arrives at the given true time, `delayMs` after it was made. */
  say(arrivalMs: number, delayMs = 0): void {
    const uptimeMs = arrivalMs - delayMs - this.bootMs
    const wallMs = this.#offsetMs + uptimeMs
    this.timeline.contact({ boot: this.boot, uptimeMs, wallMs }, arrivalMs)
    this.session = { boot: this.boot, wallErrorMs: wallMs - arrivalMs }
  }

  rowsBetween(fromMs: number, toMs: number): PackedRows {
    const truths: number[] = []
    for (let time = fromMs; time <= toMs; time += beatMs) truths.push(time)
    const shift = this.#offsetMs - this.bootMs
    const rows = packRows(
      truths.map((time, seq) => ({ series: 0, seq, timeMs: time + shift, values: [seq] })),
    )
    this.#truths.set(rows, truths)
    this.#offsets.set(rows, this.#offsetMs)
    return rows
  }

  truth(rows: PackedRows): readonly number[] {
    return this.#truths.get(rows) ?? []
  }

  times(rows: PackedRows): number[] {
    const times: number[] = []
    const { data, length } = rows
    for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
      times.push(data[at + rowAt.timeMs] ?? 0)
    }
    return times
  }

  frame(rows: PackedRows, arrivalMs: number, own = true): FrameClock {
    const offsetMs = this.#offsets.get(rows) ?? this.#offsetMs
    return { rows, boot: this.boot, offsetMs, own, arrivalMs }
  }

  repair(
    rows: PackedRows,
    arrivalMs: number,
    contact: LyingMachine = this,
    own = true,
  ): ClockRepair {
    return repairClock(this.timeline, contact.session, this.frame(rows, arrivalMs, own))
  }

  repaired(rows: PackedRows, arrivalMs: number): number[] {
    const { shiftMs } = this.repair(rows, arrivalMs)
    return this.times(rows).map((time) => time + shiftMs)
  }
}
