import type { Kysely } from 'kysely'

/** One boot of an agent's machine, as far as the collector knows it. */
export interface KnownBoot {
  /** The agent's own boot counter. */
  readonly boot: number
  /** True time at which the machine's uptime was zero, by the collector's clock. */
  readonly instantMs: number
  /** Uptime at the contact from which the instant was taken. */
  readonly observedUptimeMs: number
  /** Greatest uptime seen in this boot. */
  readonly lastUptimeMs: number
  /** Never met the collector: placed between the boots around it. */
  readonly estimated: boolean
}

/** What became known of an agent's boots; those numbered above `highest` are forgotten. */
export interface BootChanges {
  readonly agentId: string
  readonly highest: number
  readonly boots: readonly KnownBoot[]
}

export interface BootRepository {
  load(agentId: string): Promise<readonly KnownBoot[]>
  /** In one transaction, durable on return. */
  save(changes: readonly BootChanges[]): Promise<void>
}

export interface BootTables {
  agent_boot: {
    agent_id: string
    boot: number
    instant_ms: number
    observed_uptime_ms: number
    last_uptime_ms: number
    estimated: number
  }
}

export function createBootRepository(db: Kysely<BootTables>): BootRepository {
  return {
    load: async (agentId) => {
      const rows = await db
        .selectFrom('agent_boot')
        .selectAll()
        .where('agent_id', '=', agentId)
        .orderBy('boot')
        .execute()
      return rows.map((row) => ({
        boot: row.boot,
        instantMs: row.instant_ms,
        observedUptimeMs: row.observed_uptime_ms,
        lastUptimeMs: row.last_uptime_ms,
        estimated: row.estimated === 1,
      }))
    },
    save: (changes) =>
      db.transaction().execute(async (transaction) => {
        for (const change of changes) {
          await transaction
            .deleteFrom('agent_boot')
            .where('agent_id', '=', change.agentId)
            .where((where) =>
              where.or([
                where('boot', '>', change.highest),
                where(
                  'boot',
                  'in',
                  change.boots.map((boot) => boot.boot),
                ),
                where('boot', '<', change.highest - bootsKeptMax),
              ]),
            )
            .execute()
          for (const boot of change.boots) {
            await transaction.insertInto('agent_boot').values(rowOf(change.agentId, boot)).execute()
          }
        }
      }),
  }
}

/** Older boots are past any spool's 30 days, or nearly. */
export const bootsKeptMax = 400

function rowOf(agentId: string, boot: KnownBoot): BootTables['agent_boot'] {
  return {
    agent_id: agentId,
    boot: boot.boot,
    instant_ms: Math.round(boot.instantMs),
    observed_uptime_ms: Math.round(boot.observedUptimeMs),
    last_uptime_ms: Math.round(boot.lastUptimeMs),
    estimated: boot.estimated ? 1 : 0,
  }
}
