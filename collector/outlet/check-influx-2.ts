/**
 * InfluxDB 2.x: three buckets, and the DBRP mappings by which Grafana asks for them in InfluxQL.
 * https://docs.influxdata.com/influxdb/v2/api/ (orgs, buckets, dbrps).
 */
import * as z from 'zod'
import type { Ask, Finding, Kept } from './finding.ts'
import { jsonOf, reason, tiers } from './finding.ts'
import type { Tier } from '../model/store.ts'
import { bucketOf, shardDays, tierNames, type KeptDays, type OutletSettings } from './settings.ts'

const daySeconds = 86_400
const organisations = z.object({ orgs: z.array(z.object({ id: z.string(), name: z.string() })) })
const bucket = z.object({
  id: z.string(),
  name: z.string(),
  retentionRules: z.array(
    z.object({ everySeconds: z.number(), shardGroupDurationSeconds: z.number().optional() }),
  ),
})
const buckets = z.object({ buckets: z.array(bucket) })
const mappings = z.object({
  content: z.array(
    z.object({ database: z.string(), retention_policy: z.string(), bucketID: z.string() }),
  ),
})

export async function checkInflux2(
  settings: OutletSettings,
  kept: KeptDays,
  ask: Ask,
): Promise<readonly Finding[]> {
  const { organisation } = settings
  const answer = await ask('GET', `/api/v2/orgs?org=${encodeURIComponent(organisation)}`)
  const read = organisations.safeParse(jsonOf(answer))
  const found = read.data?.orgs.find(({ name }) => name === organisation)
  if (found === undefined) {
    const command = tokenCommand(organisation)
    const why = reason(answer)
    return [{ state: 'missing', text: 'organisationUnseen', name: organisation, why, command }]
  }
  const findings: Finding[] = []
  for (const tier of tiers) {
    const { id, finding } = await checkBucket(settings, kept[tier], found.id, tier, ask)
    findings.push(finding)
    if (id !== undefined) findings.push(await checkMapping(settings, tier, found.id, id, ask))
  }
  return findings
}

function tokenCommand(organisation: string): string {
  return `influx auth create --org '${organisation}' --description mlinzi --all-access`
}

async function checkBucket(
  settings: OutletSettings,
  days: number,
  orgID: string,
  tier: Tier,
  ask: Ask,
): Promise<{ readonly id?: string; readonly finding: Finding }> {
  const name = bucketOf(settings, tier)
  const everySeconds = days * daySeconds
  const answer = await ask('GET', `/api/v2/buckets?orgID=${orgID}&name=${encodeURIComponent(name)}`)
  const known = buckets.safeParse(jsonOf(answer)).data?.buckets.find((one) => one.name === name)
  const retention = days === 0 ? '0' : `${days}d`
  const shardSeconds = shardDays[tier] * daySeconds
  const flags = `--retention ${retention} --shard-group-duration ${shardDays[tier]}d`
  if (known) {
    const [rule] = known.retentionRules
    const found = rule?.everySeconds ?? 0
    const shards = rule?.shardGroupDurationSeconds ?? shardSeconds
    if (found === everySeconds && shards === shardSeconds)
      return { id: known.id, finding: { state: 'good', text: 'bucketThere', name } }
    const command = `influx bucket update --id ${known.id} ${flags}`
    const differs =
      found === everySeconds
        ? ({ text: 'shardsDifferent', found: daysOf(shards), wanted: shardDays[tier] } as const)
        : ({ text: 'bucketDifferent', found: daysOf(found), wanted: days } as const)
    return { id: known.id, finding: { state: 'different', name, command, ...differs } }
  }
  const shardGroupDurationSeconds = shardSeconds
  const retentionRules = [{ type: 'expire', everySeconds, shardGroupDurationSeconds }]
  const made = await ask('POST', '/api/v2/buckets', JSON.stringify({ orgID, name, retentionRules }))
  const id = bucket.safeParse(jsonOf(made)).data?.id
  if (made.status === 201 && id !== undefined) {
    return { id, finding: { state: 'made', text: 'bucketMade', name } }
  }
  const command = `influx bucket create --org '${settings.organisation}' --name '${name}' ${flags}`
  return { finding: { state: 'missing', text: 'bucketMissing', name, why: reason(made), command } }
}

function daysOf(seconds: number): Kept {
  return seconds % daySeconds === 0 ? seconds / daySeconds : `${seconds} s`
}

async function checkMapping(
  { database }: OutletSettings,
  tier: Tier,
  orgID: string,
  bucketID: string,
  ask: Ask,
): Promise<Finding> {
  const policy = tierNames[tier]
  const name = `${database}/${policy}`
  const answer = await ask('GET', `/api/v2/dbrps?orgID=${orgID}&db=${database}&rp=${policy}`)
  const known = mappings
    .safeParse(jsonOf(answer))
    .data?.content.some((one) => one.retention_policy === policy && one.bucketID === bucketID)
  if (known) return { state: 'good', text: 'mappingThere', name }
  const isDefault = tier === 'full'
  const body = { orgID, bucketID, database, retention_policy: policy, default: isDefault }
  const made = await ask('POST', '/api/v2/dbrps', JSON.stringify(body))
  if (made.status === 201) return { state: 'made', text: 'mappingMade', name }
  const command = `influx v1 dbrp create --org-id ${orgID} --db ${database} --rp ${policy} --bucket-id ${bucketID}${isDefault ? ' --default' : ''}`
  return { state: 'missing', text: 'mappingMissing', name, why: reason(made), command }
}
