/** What else a collector has to do while agents post: a report over 13 months, a backup. */
import { request } from 'node:https'
import { systemClock } from '../../lib/system-clock.ts'
import { bundles } from '../bundles.ts'
import { startNode } from '../child.ts'
import type { BenchHome } from './bench-home.ts'

const monthsMs = 396 * 86_400_000
const questionEveryMs = 1000

/** One question after the other, and one backup after the other, until told to stop. */
export class Burden {
  readonly #home: BenchHome
  readonly #secret: string
  readonly #hosts: readonly string[]
  #stopped = false
  #running: Promise<unknown> = Promise.resolve()
  questions = 0
  backups = 0

  /** `secret`: an API token of a viewer. */
  constructor(home: BenchHome, secret: string, hosts: readonly string[]) {
    this.#home = home
    this.#secret = secret
    this.#hosts = hosts
  }
  start(): void {
    this.#running = Promise.all([this.#ask(), this.#backUp()])
  }
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }
  async #ask(): Promise<void> {
    const from = new Date(systemClock.now() - monthsMs).toISOString()
    while (!this.#stopped) {
      const host = this.#hosts[this.questions++ % this.#hosts.length] ?? ''
      const words = {
        host,
        measurement: 'cpu',
        field: 'usage_active',
        from,
        step: '1d',
        agg: 'max',
      }
      const status = await this.#get(`/api/v1/series?${new URLSearchParams(words)}`)
      // A token has so many questions a minute.
      await systemClock.sleep(questionEveryMs)
      if (status !== 200) throw new Error(`The report's question was answered with ${status}`)
    }
  }
  async #backUp(): Promise<void> {
    while (!this.#stopped) {
      const environment = { MLINZI_HOME: this.#home.root }
      const code = await startNode(bundles.program, ['collector', 'backup'], environment).exit()
      // One may meet the collector's own, which is then the burden.
      if (code === 0) this.backups++
    }
  }
  #get(path: string): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const headers = { authorization: `Bearer ${this.#secret}` }
    const where = { host: '127.0.0.1', port: this.#home.port, path, headers }
    const sent = request({ ...where, rejectUnauthorized: false }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.once('error', reject).end()
    return promise
  }
}
