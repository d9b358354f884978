/** InfluxDB 1.x: the database and its three retention policies. */
import * as z from 'zod'
import type { Ask, Finding, Kept } from './finding.ts'
import { jsonOf, reason, tiers } from './finding.ts'
import { shardDays, tierNames, type KeptDays, type OutletSettings } from './settings.ts'

const answerShape = z.object({
  results: z
    .array(
      z.object({
        error: z.string().optional(),
        series: z.array(z.object({ values: z.array(z.array(z.unknown())).optional() })).optional(),
      }),
    )
    .min(1),
})
type Rows = readonly (readonly unknown[])[]

export async function checkInflux1(
  settings: OutletSettings,
  kept: KeptDays,
  ask: Ask,
): Promise<readonly Finding[]> {
  const { database, user } = settings
  const names = await query(ask, 'SHOW DATABASES')
  if (typeof names === 'string') return [notAllowed(names, user, database)]
  const findings: Finding[] = []
  if (names.some(([name]) => name === database)) {
    findings.push({ state: 'good', text: 'databaseThere', name: database })
  } else {
    const made = await make(ask, `CREATE DATABASE "${database}"`, 'database', database)
    findings.push(made)
    if (made.state === 'missing') return findings
  }
  const policies = await query(ask, `SHOW RETENTION POLICIES ON "${database}"`)
  if (typeof policies === 'string') return [...findings, notAllowed(policies, user, database)]
  for (const tier of tiers) {
    const name = tierNames[tier]
    const days = kept[tier]
    const duration = days === 0 ? '0s' : `${days * 24}h0m0s`
    const spoken = days === 0 ? 'INF' : `${days}d`
    const found = policies.find(([known]) => known === name)
    const shards = `SHARD DURATION ${shardDays[tier]}d`
    const words = `RETENTION POLICY "${name}" ON "${database}" DURATION ${spoken} REPLICATION 1 ${shards}`
    const isDefault = tier === 'full' ? ' DEFAULT' : ''
    if (found === undefined) {
      findings.push(await make(ask, `CREATE ${words}${isDefault}`, 'policy', name))
    } else findings.push(compared(name, found, { duration, days, shard: shardDays[tier], words }))
  }
  return findings
}

interface Wanted {
  readonly duration: string
  readonly days: number
  readonly shard: number
  readonly words: string
}
/** `found`: name, duration and shard duration, as the database says them. */
function compared(name: string, [, duration, shard]: readonly unknown[], wanted: Wanted): Finding {
  const command = execute(`ALTER ${wanted.words}`)
  const state = 'different'
  if (duration !== wanted.duration) {
    const differs = { found: keptOf(String(duration)), wanted: wanted.days }
    return { state, text: 'policyDifferent', name, ...differs, command }
  }
  if (shard === `${wanted.shard * 24}h0m0s`) return { state: 'good', text: 'policyThere', name }
  const differs = { found: keptOf(String(shard)), wanted: wanted.shard }
  return { state, text: 'shardsDifferent', name, ...differs, command }
}

function execute(statement: string): string {
  return `influx -execute '${statement}'`
}
function notAllowed(why: string, user: string, database: string): Finding {
  const name = user === '' ? 'mlinzi' : user
  const create = `CREATE USER "${name}" WITH PASSWORD '…'; GRANT ALL ON "${database}" TO "${name}"`
  const command = `influx -execute "${create.replaceAll('"', '\\"')}"`
  return { state: 'missing', text: 'listingRefused', name: database, why, command }
}

/** `168h0m0s`, `0s`; what is no whole number of days stays as it is. */
function keptOf(duration: string): Kept {
  const hours = duration === '0s' ? 0 : Number(/^(\d+)h0m0s$/.exec(duration)?.[1] ?? Number.NaN)
  return hours % 24 === 0 ? hours / 24 : duration
}

async function make(
  ask: Ask,
  statement: string,
  thing: 'database' | 'policy',
  name: string,
): Promise<Finding> {
  const made = await query(ask, statement)
  return typeof made === 'string'
    ? { state: 'missing', text: `${thing}Missing`, name, why: made, command: execute(statement) }
    : { state: 'made', text: `${thing}Made`, name }
}

/** Rows, or why there are none. */
async function query(ask: Ask, statement: string): Promise<Rows | string> {
  const answer = await ask('POST', '/query', new URLSearchParams({ q: statement }).toString())
  const read = answerShape.safeParse(jsonOf(answer))
  if (answer.status !== 200 || !read.success) return reason(answer)
  const [result] = read.data.results
  return result?.error ?? result?.series?.[0]?.values ?? []
}
