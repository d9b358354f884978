import type { Kysely } from 'kysely'
import type { MachineFacts } from '../../contract/wire/messages.ts'
import type { IdentityTables } from './identity-tables.ts'
import { factKinds, usableFacts, type Fact } from './machine-facts.ts'

/**
 * Puts what a machine says of itself now in the place of what it said before. A kind of which it
 * says nothing keeps its values: an agent that may not read a serial number has not lost it.
 */
export async function keepFacts(
  db: Kysely<IdentityTables>,
  hostId: string,
  facts: MachineFacts,
): Promise<void> {
  const said = usableFacts(facts)
  if (said.length === 0) return
  const query = db.selectFrom('host_fact').select(['kind', 'value']).where('host_id', '=', hostId)
  const known = await query.execute()
  for (const kind of factKinds) {
    const now = valuesOf(said, kind)
    if (now.length === 0 || now.join() === valuesOf(known, kind).join()) continue
    const old = db.deleteFrom('host_fact').where('host_id', '=', hostId).where('kind', '=', kind)
    await old.execute()
    const rows = now.map((value) => ({ host_id: hostId, kind, value }))
    await db.insertInto('host_fact').values(rows).execute()
  }
}

function valuesOf(facts: readonly Fact[], kind: Fact['kind']): readonly string[] {
  const values = facts.filter((fact) => fact.kind === kind).map((fact) => fact.value)
  return [...new Set(values)].sort()
}
