/** What a port was like in the last days: a port that never was in use is no port that is down. */

interface Seen {
  upMs: number
  /** The best speed of each day, newest last. */
  readonly days: { day: number; speed: number }[]
}
export interface LinkPast {
  /** Undefined: never seen up, and not watched long enough to say so. */
  readonly wasUp: boolean | undefined
  /** Undefined while the link is down or its speed is not known. */
  readonly speedLost: boolean | undefined
}

const dayMs = 86_400_000
const daysKept = 7
const portsMax = 4096

export class LinkMemory {
  readonly #seen = new Map<string, Seen>()
  #sinceMs: number | undefined

  /** @param speed bit/s */
  see(port: string, up: boolean, speed: number | undefined, nowMs: number): LinkPast {
    // Names that change all the time must not fill the memory.
    if (this.#seen.size > portsMax) this.#seen.clear()
    const seen = this.#seen.get(port) ?? { upMs: -Infinity, days: [] }
    this.#seen.set(port, seen)
    this.#sinceMs ??= nowMs
    if (!up) return { wasUp: this.#wasUp(seen.upMs, nowMs), speedLost: undefined }
    seen.upMs = nowMs
    if (!speed) return { wasUp: true, speedLost: undefined }
    const day = Math.floor(nowMs / dayMs)
    const today = seen.days.at(-1)
    if (today?.day === day) today.speed = Math.max(today.speed, speed)
    else seen.days.push({ day, speed })
    while ((seen.days[0]?.day ?? day) <= day - daysKept) seen.days.shift()
    return { wasUp: true, speedLost: seen.days.some((one) => one.speed > speed) }
  }

  #wasUp(upMs: number, nowMs: number): boolean | undefined {
    const keptMs = daysKept * dayMs
    if (nowMs - upMs < keptMs) return true
    return nowMs - (this.#sinceMs ?? nowMs) < keptMs && upMs === -Infinity ? undefined : false
  }
}
