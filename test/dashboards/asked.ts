/** What a dashboard asks, with its choices filled in as Grafana does. */
import type { LintedDashboard, LintedPanel } from '../../dashboards/lint/problem.ts'

export interface Asked {
  readonly dashboard: string
  readonly panel: string
  readonly refId: string
  readonly text: string
  /** Tags by which the answer is grouped. */
  readonly groups: readonly string[]
  /** Units by the columns of the answer. */
  readonly units: readonly (readonly [column: string, unit: string])[]
  /** Its resolution follows from the time range. */
  readonly isDrawn: boolean
}
export interface Choices {
  readonly resolution: 'full' | '5m' | '1h'
  /** By the names of the variables; others are "all". */
  readonly chosen?: Readonly<Record<string, string>>
  readonly nowMs: number
  /** Left out: the range of the dashboard or panel. */
  readonly fromMs?: number
}
interface Shown extends LintedPanel {
  readonly timeFrom?: string
}
type Ranged = LintedDashboard & { readonly time?: { readonly from?: string } }

const spans: Readonly<Record<string, number>> = { m: 60e3, h: 3600e3, d: 86_400e3, w: 604_800e3 }

export function askedBy(dashboard: Ranged, choices: Choices): readonly Asked[] {
  return shown(dashboard.panels).flatMap((panel) =>
    (panel.targets ?? []).map(({ query = '', refId = '' }) => ({
      dashboard: dashboard.uid ?? '',
      panel: panel.title ?? '',
      refId,
      text: fill(query, fromOf(dashboard, choices, panel.timeFrom), choices),
      groups: groupsOf(query),
      units: unitsOf(panel, query),
      isDrawn: query.includes('${resolution}'),
    })),
  )
}
export function choicesOf(dashboard: Ranged, choices: Choices): readonly string[] {
  const from = fromOf(dashboard, choices)
  return (dashboard.templating?.list ?? [])
    .filter(({ type }) => type === 'query')
    .map(({ query }) => fill(String(query), from, choices))
}
export function marksOf(dashboard: Ranged, choices: Choices): readonly string[] {
  const from = fromOf(dashboard, choices)
  return (dashboard.annotations?.list ?? []).map(({ query = '' }) => fill(query, from, choices))
}

function shown(panels: readonly Shown[] = []): readonly Shown[] {
  return panels.flatMap((panel) => (panel.type === 'row' ? shown(panel.panels) : [panel]))
}
function fromOf({ time }: Ranged, { fromMs, nowMs }: Choices, own?: string): number {
  if (fromMs !== undefined) return fromMs
  const [, amount = '', unit = ''] = /(\d+)([mhdw])$/.exec(own ?? time?.from ?? '') ?? []
  return nowMs - Number(amount) * (spans[unit] ?? Number.NaN)
}
function fill(query: string, fromMs: number, { resolution, chosen = {}, nowMs }: Choices): string {
  // A panel is some 500 points across; Grafana rounds up.
  const interval = Math.max(60, Math.ceil((nowMs - fromMs) / 1000 / 500 / 60) * 60)
  return query
    .replaceAll('$timeFilter', `time >= ${fromMs}ms AND time <= ${nowMs}ms`)
    .replaceAll('$__interval', `${interval}s`)
    .replaceAll('${resolution}', resolution)
    .replaceAll('$__from', String(fromMs))
    .replaceAll('$__to', String(nowMs))
    .replaceAll(/\/\^\$(\w+)\$\//g, (_, name: string) => `/^${chosen[name] ?? '.*'}$/`)
}
function groupsOf(query: string): readonly string[] {
  const last = query.slice(query.lastIndexOf('GROUP BY'))
  if (!query.includes('GROUP BY') || last.includes(') WHERE') || last.endsWith('")')) return []
  return [...last.matchAll(/"(\w+)"/g)].map(([, tag = '']) => tag)
}
/** Those of overridden columns; of a panel's own unit, the columns that the query names. */
function unitsOf({ fieldConfig, type }: Shown, query: string): Asked['units'] {
  const overrides = (fieldConfig?.overrides ?? []) as readonly {
    readonly matcher?: { readonly options?: string }
    readonly properties?: readonly { readonly id?: string; readonly value?: string }[]
  }[]
  const own = overrides.flatMap(({ matcher, properties = [] }) => {
    const unit = properties.find(({ id }) => id === 'unit')?.value
    return unit === undefined ? [] : [[matcher?.options ?? '', unit] as const]
  })
  const unit = fieldConfig?.defaults?.unit
  if (type === 'table' || unit === undefined) return own
  const named = [...query.matchAll(/ AS "(\w+)"/g)].map(([, name = '']) => [name, unit] as const)
  return [...own, ...named]
}
