/** Real programs in a time that runs faster and begins when the test likes: Debian's libfaketime. */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { systemClock } from '../../../lib/system-clock.ts'

const uptime = path.join(import.meta.dirname, 'fast-uptime.mjs')

/** All processes that are started with `environment()` have the same time, to some milliseconds. */
export class FastTime {
  readonly factor: number
  readonly #startMs: number
  readonly #realMs = systemClock.now()
  readonly #library: string

  constructor(startMs: number, factor: number) {
    this.factor = factor
    this.#startMs = startMs
    const text = execFileSync('faketime', ['-m', '2020-01-01', 'env'], { encoding: 'utf8' })
    this.#library = /^LD_PRELOAD=(.*)$/m.exec(text)?.[1] ?? ''
  }
  now(): number {
    return Math.round(this.#startMs + (systemClock.now() - this.#realMs) * this.factor)
  }
  /** Resolves when it is so late there. */
  async until(atMs: number): Promise<void> {
    await systemClock.sleep(Math.max(0, (atMs - this.now()) / this.factor))
  }
  /** For a process that starts now. */
  environment(): Readonly<Record<string, string>> {
    const text = new Date(this.now()).toISOString().slice(0, 23).replace('T', ' ')
    return {
      LD_PRELOAD: this.#library,
      FAKETIME: `@${text} x${this.factor}`,
      TZ: 'UTC',
      // Node asks the kernel's own file for the time since the start of the machine.
      NODE_OPTIONS: `--import=${uptime}`,
    }
  }
}
