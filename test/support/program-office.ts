/** An office of the shipped programs: collectors and agents as processes, asked over the API. */
import { agentPaths } from '../../agent/home.ts'
import { sourceNames } from '../../config/agent-defaults.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { collectorHome } from '../../collector/home.ts'
import { openRepositories } from '../../collector/repositories.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { ask, askText } from '../e2e/api-client.ts'
import { freePort, runCommand, settle, start, type Running } from './program.ts'

export interface OfficeHost {
  readonly id: string
  readonly presence: string
  readonly lastSeen: string | null
  readonly clockOffsetSeconds: number | null
}
export interface Point {
  readonly time: string
  readonly value: number | null
}
type Environment = Readonly<Record<string, string>>

/** Asks again until the answer is as wanted; the test's own time limit is the bound. */
export async function until<Answer>(
  question: () => Answer | Promise<Answer>,
  good: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await question()
    if (good(answer)) return answer
    await systemClock.sleep(200)
  }
}

const asked: ReadonlySet<string> = new Set([
  'cpu',
  'mem',
  'swap',
  'system',
  'disk',
  'diskio',
  'net',
  'pressure',
  'sensors',
  'battery',
  'processes',
  'agent',
  'inventory',
])
const notAsked = sourceNames.filter((name) => !asked.has(name))

/** Processes and folders of one test file. */
export class ProgramOffice {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-office-'))
  readonly #running: Running[] = []
  #token = ''

  home(name: string): string {
    return path.join(this.#folder, name)
  }
  /** Starts a collector on the home; the first of them makes the API token. */
  async collector(home: string): Promise<Running> {
    const collector = start(home, ['collector', 'run'])
    this.#running.push(collector)
    await collector.said(/The collector runs/)
    this.#token ||= await runCommand(home, ['token', 'create', '--role', 'admin'])
    return collector
  }
  async agent(home: string, environment: Environment = {}): Promise<Running> {
    const agent = start(home, ['agent', 'run'], environment)
    this.#running.push(agent)
    await agent.said(/The agent runs/)
    return agent
  }
  /**
   * Enrols a computer and gives its host's id. All agents here show the same machine, which the
   * officer, asked, calls different ones.
   */
  async enrol(
    port: number,
    collector: string,
    agent: string,
    environment: Environment = {},
  ): Promise<string> {
    const request = { role: 'desktop', uses: 1, autoApprove: true }
    const { secret } = await ask<{ secret: string }>(port, this.#token, '/api/v1/tokens', request)
    await runCommand(agent, ['agent', 'enrol'], { ...environment, MLINZI_TOKEN: secret })
    // A test asks for each series by itself; what only programs tell has tests of its own.
    writeFileSync(agentPaths(agent).config, `sources: { off: [${notAsked.join(', ')}] }\n`)
    const repositories = await openRepositories(collectorHome(collector), systemClock)
    const [key] = await repositories.enrolment.keys()
    if (key?.state === 'pending') await repositories.enrolment.approve(key.agentId)
    await repositories.close()
    return key?.hostId ?? ''
  }
  async host(port: number, id: string): Promise<OfficeHost> {
    return ask<OfficeHost>(port, this.#token, `/api/v1/hosts/${id}`)
  }
  async ask<Answer>(port: number, question: string): Promise<Answer> {
    return ask<Answer>(port, this.#token, question)
  }
  /** Every stored value of a field in the last hour, all sets of tags together. */
  async points(port: number, host: string, field: string): Promise<readonly Point[]> {
    const [measurement, name] = field.split('.')
    const query = `host=${host}&measurement=${measurement}&field=${name}`
    const series = await this.ask<readonly { readonly points: readonly Point[] }[]>(
      port,
      `/api/v1/series?${query}`,
    )
    return series.flatMap(({ points }) => points)
  }
  /** A figure of /metrics, without `mlinzi_`. */
  async metric(port: number, name: string): Promise<number> {
    const text = await askText(port, this.#token, '/metrics')
    return Number(new RegExp(`^mlinzi_${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
  }
  async close(): Promise<void> {
    for (const one of this.#running.toReversed()) await one.stop('SIGKILL')
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** A home whose collector listens there. */
export async function settledPort(home: string, more = ''): Promise<number> {
  const port = await freePort()
  settle(home, port, '', more)
  return port
}
