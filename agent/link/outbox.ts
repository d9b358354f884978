import type { ProfileSettings } from '../../contract/wire/messages.ts'
import { limits } from '../../contract/wire/limits.ts'
import type { Beat } from '../spool/beat.ts'
import type { Parcel } from './in-flight.ts'

/** Live beats that wait for the profile's posting time. */
export class Outbox {
  /** Changed by the collector; what waits is judged by the new one. */
  profile: ProfileSettings
  #beats: Beat[] = []
  #rows = 0
  #lastPostMs: number
  #news = false
  /** A sample is among them, and not only what came after one. */
  #ripe = false

  constructor(profile: ProfileSettings, nowMs: number) {
    this.profile = profile
    this.#lastPostMs = nowMs
  }
  /** False: no room; the beat stays in the spool and goes as history. Late: waits for the next. */
  add(beat: Beat, late: boolean): boolean {
    if (this.#rows + beat.rows.length > limits.rowsPerFrameMax && this.#rows > 0) return false
    this.#beats.push(beat)
    this.#rows += beat.rows.length
    this.#news ||= beat.news
    this.#ripe ||= !late
    return true
  }
  /** Events and changes of state at once, the rest by the profile; half a sample early is due. */
  due(nowMs: number): boolean {
    if (this.#news) return true
    if (!this.#ripe) return false
    const { sampleSeconds, postSeconds } = this.profile
    if (postSeconds <= sampleSeconds) return true
    return nowMs - this.#lastPostMs >= (postSeconds - sampleSeconds / 2) * 1000
  }
  /** All that waits, in parcels of one epoch and clock. */
  take(nowMs: number): { readonly parcels: readonly Parcel[]; readonly news: boolean } {
    const parcels: Parcel[] = []
    for (const { epoch, clock, rows } of this.#beats) {
      const last = parcels.at(-1)
      if (last && last.epoch === epoch && last.clock === clock)
        parcels[parcels.length - 1] = { ...last, rows: [...last.rows, ...rows] }
      else parcels.push({ epoch, clock, rows, refusals: 0 })
    }
    const news = this.#news
    this.#beats = []
    this.#rows = 0
    this.#news = false
    this.#ripe = false
    this.#lastPostMs = nowMs
    return { parcels, news }
  }
}
