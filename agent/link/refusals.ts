import { limits } from '../../contract/wire/limits.ts'
import type { Parcel } from './in-flight.ts'

/** Parcels that wait to go again; past it the newest are left to a later session. */
const waitingMax = 64

/**
 * What becomes of refused rows (I5): they go again, and after the third refusal in halves, until
 * the one poisonous row stands alone and is set aside. The rest is delivered.
 */
export class Refusals {
  readonly #setAside: (parcel: Parcel) => void
  #waiting: Parcel[] = []

  constructor(setAside: (parcel: Parcel) => void) {
    this.#setAside = setAside
  }
  refused(parcel: Parcel): void {
    const refusals = parcel.refusals + 1
    if (refusals < limits.refusalsMax) this.#wait({ ...parcel, refusals })
    else if (parcel.rows.length === 1) this.#setAside(parcel)
    else this.#split({ ...parcel, refusals: limits.refusalsMax - 1 })
  }
  next(): Parcel | undefined {
    return this.#waiting.shift()
  }
  #split(parcel: Parcel): void {
    const middle = Math.ceil(parcel.rows.length / 2)
    this.#wait({ ...parcel, rows: parcel.rows.slice(0, middle) })
    this.#wait({ ...parcel, rows: parcel.rows.slice(middle) })
  }
  #wait(parcel: Parcel): void {
    if (this.#waiting.length < waitingMax) this.#waiting.push(parcel)
  }
}
