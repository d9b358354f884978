/** The dashboards as the files that Grafana reads: sw/<uid>.json, en/<uid>.json. */
import type { Rule } from '../config/rule.ts'
import { buildDashboards, everyUid } from './dashboards.ts'
import { lint } from './lint/lint.ts'
import type { LintedDashboard } from './lint/problem.ts'
import type { Language } from './theme.ts'

export const defaults = {
  datasourceUid: 'mlinzi-influxdb',
  consoleUrl: 'https://localhost:8443',
} as const

export interface FileOptions {
  readonly languages: readonly Language[]
  readonly rules: readonly Rule[]
  readonly datasourceUid: string
  readonly consoleUrl: string
}
export interface DashboardFile {
  readonly name: string
  readonly text: string
}

/** @throws when a dashboard breaks a rule: such a one is never written. */
export function dashboardFiles(options: FileOptions): readonly DashboardFile[] {
  const uids = everyUid()
  return options.languages.flatMap((language) =>
    buildDashboards({ ...options, language }).map((dashboard) => {
      const text = `${JSON.stringify(dashboard, null, 1)}\n`
      const plain = JSON.parse(text) as LintedDashboard
      const problems = lint(plain, uids)
      if (problems.length > 0) throw new Error(problems.join('\n'))
      return { name: `${language}/${dashboard.uid}.json`, text }
    }),
  )
}
