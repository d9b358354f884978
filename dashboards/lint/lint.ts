/**
 * The rules of Grafana's dashboard-linter that apply to InfluxQL, and our own. Types and schema let
 * all of these pass: a misspelt panel type, unit or variable, a second query A, panels on top of
 * each other.
 */
import type { LintedDashboard, Rule } from './problem.ts'
import * as queryRules from './query-rules.ts'
import * as shapeRules from './shape-rules.ts'

export const lintRules: Readonly<Record<string, Rule>> = { ...shapeRules, ...queryRules }

/** What is wrong with the dashboard; `uids`: those of every dashboard to which a link may lead. */
export function lint(dashboard: LintedDashboard, uids: readonly string[]): readonly string[] {
  return Object.entries(lintRules).flatMap(([name, rule]) =>
    rule(dashboard, uids).map((problem) => `${dashboard.uid}: ${problem} [${name}]`),
  )
}
