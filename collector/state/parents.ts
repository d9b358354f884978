/** Which device a host hangs on. Each link is a person's word, said or accepted; none is learnt alone. */
import type { Kysely, Transaction } from 'kysely'
import type { ParentLink } from '../../lib/parent-graph.ts'
import type { IncidentTables, ParentSource } from './incident-tables.ts'

export interface HostParent extends ParentLink {
  readonly how: ParentSource
  readonly sinceMs: number
  /** Of the parent, where the child hangs; null: not known. */
  readonly port: string | null
  readonly by: string | null
}
export interface NewParent extends ParentLink {
  readonly how: ParentSource
  readonly port: string | null
  readonly by: string
  /** Parents of the child that it takes the place of. */
  readonly replaces?: readonly string[]
}
export interface ParentsRepository {
  all(): Promise<readonly HostParent[]>
  /** Changes when any link does: another program (the command line) may have changed them. */
  mark(): Promise<string>
  /** In one transaction. Those that would close a ring are left out and given back. */
  declare(links: readonly NewParent[], atMs: number): Promise<readonly ParentLink[]>
  remove(links: readonly ParentLink[]): Promise<void>
  forgetHost(hostId: string): Promise<void>
}

const linksMax = 50_000

type Db = Kysely<IncidentTables> | Transaction<IncidentTables>

export function createParents(db: Kysely<IncidentTables>): ParentsRepository {
  return {
    all: () => readAll(db),
    mark: async () => {
      const { fn } = db
      const row = await db
        .selectFrom('host_parent')
        .select([
          fn.count('child_id').as('links'),
          fn.max('since_ms').as('newest'),
          fn.sum('since_ms').as('times'),
        ])
        .executeTakeFirst()
      return JSON.stringify(row)
    },
    declare: (links, atMs) => db.transaction().execute((tx) => declareAll(tx, links, atMs)),
    remove: (links) =>
      db.transaction().execute(async (tx) => {
        for (const link of links) await removeOne(tx, link)
      }),
    forgetHost: async (hostId) => {
      await db
        .deleteFrom('host_parent')
        .where((or) => or.or([or('child_id', '=', hostId), or('parent_id', '=', hostId)]))
        .execute()
    },
  }
}

async function readAll(db: Db): Promise<readonly HostParent[]> {
  const rows = await db.selectFrom('host_parent').selectAll().limit(linksMax).execute()
  return rows.map(({ child_id, parent_id, how, since_ms, port, said_by }) => {
    return { childId: child_id, parentId: parent_id, how, sinceMs: since_ms, port, by: said_by }
  })
}

async function removeOne(db: Db, { childId, parentId }: ParentLink): Promise<void> {
  await db
    .deleteFrom('host_parent')
    .where('child_id', '=', childId)
    .where('parent_id', '=', parentId)
    .execute()
}

async function declareAll(
  tx: Transaction<IncidentTables>,
  links: readonly NewParent[],
  atMs: number,
): Promise<readonly ParentLink[]> {
  const parents = new Map<string, Set<string>>()
  for (const { childId, parentId } of await readAll(tx)) {
    const known = parents.get(childId) ?? new Set()
    parents.set(childId, known.add(parentId))
  }
  const refused: ParentLink[] = []
  for (const link of links) {
    const { childId, parentId, how, port, by, replaces = [] } = link
    const before = parents.get(childId) ?? new Set<string>()
    const others = new Set([...before].filter((id) => !replaces.includes(id)))
    parents.set(childId, others)
    if (leadsTo(parentId, childId, parents)) {
      parents.set(childId, before)
      refused.push({ childId, parentId })
      continue
    }
    for (const id of replaces) await removeOne(tx, { childId, parentId: id })
    await removeOne(tx, link)
    const values = { child_id: childId, parent_id: parentId, how, since_ms: atMs, port }
    await tx
      .insertInto('host_parent')
      .values({ ...values, said_by: by })
      .execute()
    others.add(parentId)
  }
  return refused
}

/** Whether the way up from one host comes by another, or is that one itself. */
function leadsTo(
  from: string,
  to: string,
  parents: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const seen = new Set<string>()
  const waiting = [from]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === to) return true
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...(parents.get(next) ?? []))
  }
  return false
}
