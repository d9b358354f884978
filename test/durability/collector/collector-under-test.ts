import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { systemClock } from '../../../lib/system-clock.ts'
import { powerCut } from '../../support/power-cut/power-cut.ts'

export interface CollectorPlace {
  /** The bundle, with the store's worker beside it. */
  readonly program: string
  readonly folder: string
  /** Each end is a power cut for the files in this folder. */
  readonly disk?: string
  /** Without fsync. */
  readonly unsafe?: boolean
}

/** A collector process on a folder of its own, to be killed and started again. */
export class CollectorUnderTest {
  readonly place: CollectorPlace
  #child: ChildProcess | undefined
  /** How long the last start took. */
  #startMs = 100
  /** Said by the process when it can be reached. */
  said = ''

  constructor(place: CollectorPlace) {
    this.place = place
    mkdirSync(place.disk ?? place.folder, { recursive: true })
  }
  get port(): number {
    return Number(this.said)
  }

  /** The words are further arguments of the process. */
  async start(...words: readonly string[]): Promise<void> {
    const startedMs = systemClock.monotonic()
    const child = this.#spawn(words)
    const lines = createInterface({ input: child.stdout })
    const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as unknown[]
    if (typeof line !== 'string') throw new Error('The collector did not start')
    this.said = line
    this.#startMs = systemClock.monotonic() - startedMs
  }
  /** A life that ends at any moment of the start. */
  async startAndKill(random: () => number, ...words: readonly string[]): Promise<void> {
    this.#spawn(words)
    await systemClock.sleep(random() * this.#startMs)
    await this.kill(random)
  }
  #spawn(words: readonly string[]): ChildProcessByStdio<null, Readable, null> {
    const { program, folder, disk, unsafe } = this.place
    const env = { ...process.env, ...(disk === undefined ? {} : powerCut.env(disk)) }
    const mode = unsafe === true ? 'unsafe' : 'safe'
    const child = spawn(process.execPath, [program, folder, mode, ...words], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    return child
  }

  /** SIGKILL; with power cuts also the loss of what was not synced, all of it or some sectors. */
  async kill(random: () => number): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#child = undefined
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error('The collector ended by itself')
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    const { disk } = this.place
    if (disk !== undefined) powerCut.restore(disk, random() < 0.5 ? random : undefined)
  }
}
