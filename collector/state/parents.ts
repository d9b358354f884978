/** Which device a computer hangs on: declared by the officer, or learnt from the network itself. */
import type { Kysely } from 'kysely'
import { ParentGraph, type ParentLink } from '../../lib/parent-graph.ts'
import type { IncidentTables, ParentSource } from './incident-tables.ts'

export interface HostParent extends ParentLink {
  readonly how: ParentSource
  readonly sinceMs: number
}
export interface ParentsRepository {
  all(): Promise<readonly HostParent[]>
  /** Declares it. False: the parent hangs on the child already, so nothing was changed. */
  declare(link: ParentLink, atMs: number): Promise<boolean>
  remove(link: ParentLink): Promise<void>
  /** What was learnt anew in this way takes the place of what was learnt so before. */
  learn(
    how: Exclude<ParentSource, 'declared'>,
    links: readonly ParentLink[],
    atMs: number,
  ): Promise<void>
  forgetHost(hostId: string): Promise<void>
}

const linksMax = 50_000
const linksPerStatement = 200

export function createParents(db: Kysely<IncidentTables>): ParentsRepository {
  const all = async (): Promise<readonly HostParent[]> => {
    const rows = await db.selectFrom('host_parent').selectAll().limit(linksMax).execute()
    return rows.map(({ child_id, parent_id, how, since_ms }) => {
      return { childId: child_id, parentId: parent_id, how, sinceMs: since_ms }
    })
  }
  return {
    all,
    declare: async (link, atMs) => {
      const declared = (await all()).filter(({ how }) => how === 'declared')
      if (new ParentGraph(declared).closesRing(link)) return false
      await db
        .insertInto('host_parent')
        .values({
          child_id: link.childId,
          parent_id: link.parentId,
          how: 'declared',
          since_ms: atMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return true
    },
    remove: async ({ childId, parentId }) => {
      await db
        .deleteFrom('host_parent')
        .where('child_id', '=', childId)
        .where('parent_id', '=', parentId)
        .execute()
    },
    learn: (how, links, atMs) =>
      db.transaction().execute(async (tx) => {
        await tx.deleteFrom('host_parent').where('how', '=', how).execute()
        const rows = links.slice(0, linksMax).map(({ childId, parentId }) => {
          return { child_id: childId, parent_id: parentId, how, since_ms: atMs }
        })
        for (let at = 0; at < rows.length; at += linksPerStatement)
          await tx
            .insertInto('host_parent')
            .values(rows.slice(at, at + linksPerStatement))
            .onConflict((conflict) => conflict.doNothing())
            .execute()
      }),
    forgetHost: async (hostId) => {
      await db
        .deleteFrom('host_parent')
        .where((or) => or.or([or('child_id', '=', hostId), or('parent_id', '=', hostId)]))
        .execute()
    },
  }
}

/** The officer's word on a computer stands alone; what was learnt counts where he said nothing. */
export function graphOf(parents: readonly HostParent[]): ParentGraph {
  const declared = new Set(
    parents.filter(({ how }) => how === 'declared').map(({ childId }) => childId),
  )
  return new ParentGraph(
    parents.filter(({ how, childId }) => how === 'declared' || !declared.has(childId)),
  )
}
