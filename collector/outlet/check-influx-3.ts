/**
 * InfluxDB 3: three databases, whose names are what InfluxQL reads as database and policy.
 * https://docs.influxdata.com/influxdb3/core/admin/databases/create/
 */
import * as z from 'zod'
import type { Ask, Finding } from './finding.ts'
import { jsonOf, reason, tiers } from './finding.ts'
import { bucketOf, type KeptDays, type OutletSettings } from './settings.ts'

const databases = z.array(z.object({ 'iox::database': z.string() }))

export async function checkInflux3(
  settings: OutletSettings,
  kept: KeptDays,
  ask: Ask,
): Promise<readonly Finding[]> {
  const answer = await ask('GET', '/api/v3/configure/database?format=json')
  const read = databases.safeParse(jsonOf(answer))
  if (!read.success) {
    const command = 'influxdb3 create token --admin'
    const why = reason(answer)
    return [{ state: 'missing', text: 'databasesUnseen', name: settings.database, why, command }]
  }
  const known = new Set(read.data.map((one) => one['iox::database']))
  const findings: Finding[] = []
  for (const tier of tiers) {
    const db = bucketOf(settings, tier)
    if (known.has(db)) {
      findings.push({ state: 'good', text: 'databaseThere', name: db })
      continue
    }
    const days = kept[tier]
    const retention = days === 0 ? {} : { retention_period: `${days}d` }
    const body = JSON.stringify({ db, ...retention })
    const made = await ask('POST', '/api/v3/configure/database', body)
    const period = days === 0 ? '' : `--retention-period ${days}d `
    findings.push(
      made.status >= 200 && made.status < 300
        ? { state: 'made', text: 'databaseMade', name: db }
        : {
            state: 'missing',
            text: 'databaseMissing',
            name: db,
            why: reason(made),
            command: `influxdb3 create database ${period}${db}`,
          },
    )
  }
  return findings
}
