/** Exceptions from rules that were made in the console, with who made them and when. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import * as z from 'zod'

/** Table of migration 0015. */
export interface RuleExceptionTables {
  rule_exception: {
    id: string
    rule_id: string
    /** JSON, as `where` of a rule file. */
    scope: string
    /** JSON, as `set` of a rule file. */
    value: string
    note: string
    by: string
    at_ms: number
  }
}
const group = z.record(z.string(), z.unknown())

export interface NewRuleException {
  readonly ruleId: string
  /** As `where` and `set` of a rule file. */
  readonly where: Readonly<Record<string, unknown>>
  readonly set: Readonly<Record<string, unknown>>
  /** Why, in the officer's words. */
  readonly note: string
  readonly by: string
  readonly atMs: number
}
export interface RuleException extends NewRuleException {
  readonly id: string
}
export interface RuleExceptions {
  /** Oldest first. */
  all(): Promise<readonly RuleException[]>
  /** Its id. @throws TooManyExceptions */
  add(exception: NewRuleException): Promise<string>
  remove(id: string): Promise<void>
}

/** Hand-made ones are some tens; more are a program's mistake. */
const exceptionsMax = 500

export class TooManyExceptions extends Error {
  override name = 'TooManyExceptions'
  constructor() {
    super(`There are ${exceptionsMax} exceptions already; remove some first`)
  }
}

export function createRuleExceptions(db: Kysely<RuleExceptionTables>): RuleExceptions {
  return {
    all: async () => {
      const rows = await db
        .selectFrom('rule_exception')
        .selectAll()
        .orderBy('at_ms')
        .orderBy('id')
        .execute()
      return rows.flatMap(read)
    },
    add: ({ ruleId, where, set, atMs, ...rest }) =>
      db.transaction().execute(async (tx) => {
        const { count } = await tx
          .selectFrom('rule_exception')
          .select(tx.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
        if (count >= exceptionsMax) throw new TooManyExceptions()
        const id = randomUUID()
        const texts = { scope: JSON.stringify(where), value: JSON.stringify(set) }
        await tx
          .insertInto('rule_exception')
          .values({ id, rule_id: ruleId, at_ms: atMs, ...texts, ...rest })
          .execute()
        return id
      }),
    remove: async (id) => {
      await db.deleteFrom('rule_exception').where('id', '=', id).execute()
    },
  }
}

/** A row that cannot be read is no exception: the rule then holds as it is. */
function read(row: RuleExceptionTables['rule_exception']): readonly RuleException[] {
  const where = groupOf(row.scope)
  const set = groupOf(row.value)
  if (where === undefined || set === undefined) return []
  const { id, rule_id: ruleId, note, by, at_ms: atMs } = row
  return [{ id, ruleId, where, set, note, by, atMs }]
}

function groupOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read = group.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
