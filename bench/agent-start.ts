/** From the start of the shipped agent's process to its first reading in the collector's store. */
import { get, Agent } from 'node:https'
import { rmSync } from 'node:fs'
import { systemClock } from '../lib/system-clock.ts'
import { bundles } from './bundles.ts'
import { startNode } from './child.ts'
import { agentHome, benchHome, type BenchHome } from './fleet/bench-home.ts'
import { CollectorProcess } from './fleet/collector-process.ts'
import type { BenchRow } from './rows.ts'
import { size } from './scale.ts'
import { median } from './statistics.ts'

const starts = size('STARTS', 15, 5)
const askEveryMs = 10
const withinMs = 20_000

export async function agentStartBench(): Promise<BenchRow[]> {
  let token = ''
  const home = await benchHome({
    hosts: [{ name: 'starter', site: 'office', department: 'Bench', role: 'desktop' }],
    prepare: async ({ apiTokens }) => {
      token = (await apiTokens.create('bench', 'viewer')).secret
    },
  })
  const collector = await CollectorProcess.start(home.root)
  const agentRoot = agentHome(0, home.authority, `127.0.0.1:${home.port}`)
  const line = new Agent({ keepAlive: true, ca: home.authority })
  try {
    const times: number[] = []
    for (let start = 0; start < starts; start++) {
      times.push(await firstReading(home, agentRoot, { line, token }))
    }
    const name = 'agent start to first durable reading'
    return [
      { name, value: median(times), unit: 'ms' },
      { name: `${name}, slowest of ${starts}`, value: Math.max(...times), unit: 'ms' },
    ]
  } finally {
    line.destroy()
    await collector.stop()
    home.remove()
    rmSync(agentRoot, { recursive: true, force: true })
  }
}

interface Caller {
  readonly line: Agent
  readonly token: string
}

async function firstReading(home: BenchHome, agentRoot: string, caller: Caller): Promise<number> {
  const fromMs = systemClock.now()
  const from = systemClock.monotonic()
  const agent = startNode(bundles.agent, ['run'], { MLINZI_HOME: agentRoot })
  try {
    for (;;) {
      const asked = systemClock.monotonic()
      if (await stored(home, fromMs, caller)) return asked - from
      if (asked - from > withinMs) return Infinity
      await systemClock.sleep(askEveryMs)
    }
  } finally {
    await agent.stop()
  }
}

/** Whether the store answers with a reading of this start; it answers only with what is durable. */
async function stored(
  { port, hostIds }: BenchHome,
  fromMs: number,
  { line, token }: Caller,
): Promise<boolean> {
  const query = new URLSearchParams({
    host: hostIds[0] ?? '',
    measurement: 'system',
    field: 'uptime',
    from: String(fromMs),
  })
  const text = await new Promise<string>((resolve, reject) => {
    const options = {
      host: 'localhost',
      port,
      path: `/api/v1/series?${query}`,
      agent: line,
      headers: { authorization: `Bearer ${token}` },
    }
    get(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        if (response.statusCode === 200) resolve(body)
        else reject(new Error(`The API answered ${response.statusCode}: ${body}`))
      })
    }).on('error', reject)
  })
  const answers: readonly { readonly points: readonly unknown[] }[] = JSON.parse(text)
  return answers.some(({ points }) => points.length > 0)
}
