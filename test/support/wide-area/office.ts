/** The shipped programs on machines of their own: one collector, many agents, one time for all. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { agentPaths } from '../../../agent/home.ts'
import { collectorHome } from '../../../collector/home.ts'
import type { AlertRecord } from '../../../collector/model/alerts.ts'
import { openRepositories, type Repositories } from '../../../collector/repositories.ts'
import { sourceNames } from '../../../config/agent-defaults.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { ask } from '../../e2e/api-client.ts'
import type { Point } from '../program-office.ts'
import { runCommand, settle, start, type Running } from '../program.ts'
import type { FastTime } from './fast-time.ts'
import type { Machines } from './netns.ts'

/** What agents read here. The processor is not asked: in this time it is thirty times as busy. */
const read: ReadonlySet<string> = new Set(['mem', 'agent', 'network'])
const off = sourceNames.filter((name) => !read.has(name))
const port = 8443

interface Outage {
  readonly from: string
  readonly to: string | null
  readonly cause: string
}

export class WideOffice {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-wide-'))
  readonly #machines: Machines
  readonly #running: Running[] = []
  readonly #address: string
  #time: FastTime
  #token = ''

  /** The collector runs on the machine `hq`, which the test reaches at that address. */
  constructor(machines: Machines, time: FastTime, address: string) {
    this.#machines = machines
    this.#time = time
    this.#address = address
  }
  /** From now on programs are started in this time. */
  set time(time: FastTime) {
    this.#time = time
  }
  home(name: string): string {
    return path.join(this.#folder, name)
  }
  async collector(collectorAddress: string): Promise<Running> {
    settle(this.home('hq'), port, '', `collectors: ['${collectorAddress}:${port}']\n`)
    const collector = this.#start('hq', 'hq', ['collector', 'run'])
    await collector.said(/The collector runs/)
    this.#token ||= await runCommand(
      this.home('hq'),
      ['token', 'create', '--role', 'admin'],
      this.#time.environment(),
    )
    return collector
  }
  /** Enrols these computers, each on the machine of its name; gives their hosts' ids by name. */
  async enrol(names: readonly string[], more = ''): Promise<Map<string, string>> {
    const request = { role: 'desktop', uses: names.length, autoApprove: true }
    const { secret } = await this.#ask<{ secret: string }>('/api/v1/tokens', request)
    const enrolOne = async (name: string): Promise<[string, string]> => {
      mkdirSync(this.home(name), { recursive: true })
      const environment = { ...this.#time.environment(), MLINZI_TOKEN: secret }
      const words = ['agent', 'enrol']
      const said = await runCommand(this.home(name), words, environment, this.#enter(name))
      writeFileSync(
        agentPaths(this.home(name)).config,
        `sources: { off: [${off.join(', ')}] }\n${more}`,
      )
      const [, id = ''] = /\(host ([^)]+)\)/.exec(said) ?? []
      if (id === '') throw new Error(`${name} was not let in: ${said}`)
      return [name, id]
    }
    return new Map(await Promise.all(names.map(enrolOne)))
  }
  async agent(name: string): Promise<Running> {
    const agent = this.#start(name, name, ['agent', 'run'])
    await agent.said(/The agent runs/)
    return agent
  }
  /** The collector's state, beside the running collector. */
  async repositories<Result>(work: (repositories: Repositories) => Promise<Result>) {
    const clock = { ...systemClock, now: () => this.#time.now() }
    const repositories = await openRepositories(collectorHome(this.home('hq')), clock)
    try {
      return await work(repositories)
    } finally {
      await repositories.close()
    }
  }
  /** Presence of each computer and device, by name. */
  async presences(): Promise<ReadonlyMap<string, string>> {
    const hosts = await this.#ask<readonly { name: string; presence: string }[]>('/api/v1/hosts')
    return new Map(hosts.map(({ name, presence }) => [name, presence]))
  }
  /** All alerts of the day, with the name of the host or the id of the site they are about. */
  alerts(): Promise<readonly (AlertRecord & { readonly where: string })[]> {
    return this.repositories(async ({ alerts, hosts }) => {
      const names = new Map((await hosts.all()).map(({ id, name }) => [id, name]))
      const toMs = this.#time.now() + 3_600_000
      const all = await alerts.history({ fromMs: toMs - 86_400_000, toMs, limit: 200 })
      return all.map((one) => ({ ...one, where: names.get(one.hostId ?? '') ?? one.siteId ?? '' }))
    })
  }
  /** The longest time without a reading of a computer's memory between the two instants. */
  async gaps(host: string, fromMs: number, toMs: number): Promise<number> {
    const points = await this.points(host, 'mem.used_percent', fromMs, toMs)
    const times = [fromMs, ...points.map(({ time }) => Date.parse(time)), toMs]
    return Math.max(...times.slice(1).map((ms, index) => ms - (times[index] ?? 0)))
  }
  /** Outages of a site's line this month, as the page shows them. */
  async outages(site: string): Promise<readonly Outage[]> {
    const { sites } = await this.#ask<{ sites: { id: string; outages: Outage[] }[] }>('/api/v1/wan')
    return sites.find(({ id }) => id === site)?.outages ?? []
  }
  async points(
    host: string,
    field: string,
    fromMs: number,
    toMs: number,
  ): Promise<readonly Point[]> {
    const [measurement, name] = field.split('.')
    const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString())
    const query = `host=${host}&measurement=${measurement}&field=${name}&from=${from}&to=${to}`
    const series = await this.#ask<readonly { readonly points: readonly Point[] }[]>(
      `/api/v1/series?${query}`,
    )
    return series.flatMap(({ points }) => points)
  }
  async close(): Promise<void> {
    for (const one of this.#running.toReversed()) await one.stop('SIGKILL')
    rmSync(this.#folder, { recursive: true, force: true })
  }
  #ask<Answer>(question: string, body?: object): Promise<Answer> {
    return ask<Answer>(port, this.#token, question, body, this.#address)
  }
  #start(machine: string, home: string, words: readonly string[]): Running {
    const running = start(this.home(home), words, this.#time.environment(), this.#enter(machine))
    this.#running.push(running)
    return running
  }
  /** A machine of its own also by name and by the system's own number. */
  #enter(machine: string): readonly string[] {
    const file = this.home(`${machine}.id`)
    writeFileSync(file, `${Buffer.from(machine.padEnd(16, '.')).toString('hex').slice(0, 32)}\n`)
    const script = `[ -e /etc/machine-id ] && mount --bind ${file} /etc/machine-id; hostname ${machine.toUpperCase()}; exec "$@"`
    const words = ['unshare', '--uts', '--mount', 'sh', '-c', script, 'sh']
    return [...this.#machines.enter(machine), ...words]
  }
}
