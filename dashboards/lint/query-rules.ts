/** Rules about queries and choices. */
import {
  everyPanel,
  nameOf,
  shownPanels,
  twice,
  type LintedDashboard,
  type Rule,
} from './problem.ts'

/** What Grafana itself fills in. */
const builtIn = /^(__\w+|timeFilter)$/
const used = /\$(?:\{(\w+)(?:[.[][^}]*)?(?::\w+)?\}|(?!tag_|col\b|measurement\b)(\w+))/g

/** A query text of a panel, a choice or a mark, and whose it is. */
function queries(dashboard: LintedDashboard): readonly (readonly [where: string, text: string])[] {
  return [
    ...shownPanels(dashboard).flatMap((panel) =>
      (panel.targets ?? []).map(({ query }) => [nameOf(panel), query ?? ''] as const),
    ),
    ...(dashboard.templating?.list ?? []).flatMap(({ type, name, query }) =>
      type === 'query' ? [[`choice ${name}`, String(query)] as const] : [],
    ),
    ...(dashboard.annotations?.list ?? []).map(({ query }) => ['mark', query ?? ''] as const),
  ]
}

export const everyPanelAsks: Rule = (dashboard) =>
  shownPanels(dashboard)
    .filter(({ targets = [] }) => !targets.some(({ query = '' }) => query !== ''))
    .map((panel) => `${nameOf(panel)} has no query`)

export const refIdsDiffer: Rule = (dashboard) =>
  shownPanels(dashboard).flatMap((panel) =>
    twice((panel.targets ?? []).map(({ refId }) => refId)).map(
      (refId) => `${nameOf(panel)} has two queries ${refId}`,
    ),
  )

export const datasourceIsChosen: Rule = (dashboard) => {
  const declared = (dashboard.templating?.list ?? []).some(({ type }) => type === 'datasource')
  return [
    ...(declared ? [] : ['there is no choice of a data source']),
    ...shownPanels(dashboard).flatMap((panel) =>
      [panel.datasource, ...(panel.targets ?? []).map(({ datasource }) => datasource)]
        .filter((one) => one?.uid !== '${datasource}')
        .map((one) => `${nameOf(panel)} has the data source ${one?.uid ?? '(none)'}`),
    ),
  ]
}

/** In queries, links and data sources alike. */
export const variablesAreDeclared: Rule = (dashboard) => {
  const names = new Set((dashboard.templating?.list ?? []).map(({ name }) => name))
  const found = new Set<string>()
  for (const part of [everyPanel(dashboard), queries(dashboard)]) {
    for (const [, inBraces, plain] of JSON.stringify(part).matchAll(used)) {
      const name = inBraces ?? plain ?? ''
      if (!builtIn.test(name) && !names.has(name)) found.add(name)
    }
  }
  return [...found].map((name) => `$${name} is not declared`)
}

/** A choice that is made from the data follows the time range. */
export const choicesRefresh: Rule = ({ templating }) =>
  (templating?.list ?? [])
    .filter(({ type, refresh }) => type === 'query' && refresh !== 2)
    .map(({ name }) => `choice ${name} does not follow the time range`)

/** https://docs.influxdata.com/influxdb3/core/reference/influxql/feature-support */
const notInInfluxDb3 =
  /\b(SLIMIT|SOFFSET|INTO|INTEGRAL|SAMPLE|HOLT_WINTERS|CARDINALITY|EXPLAIN|DELETE|DROP|ALTER|CREATE|GRANT|SHOW\s+(?!TAG VALUES))\b/i
const functions = new Set([
  'count',
  'last',
  'max',
  'mean',
  'median',
  'min',
  'non_negative_derivative',
  'non_negative_difference',
  'sum',
  'top',
  'time',
  'now',
  'fill',
])

export const influxQlOfEveryVersion: Rule = (dashboard) =>
  queries(dashboard).flatMap(([where, text]) => {
    const plain = text.replaceAll(/'[^']*'|"[^"]*"|\/\^[^/]*\$\//g, '')
    const word = notInInfluxDb3.exec(plain)?.[0]
    const unknown = [...plain.matchAll(/\b([a-z_]+)\(/g)].find(
      ([, name = '']) => !functions.has(name),
    )
    return [
      ...(word === undefined ? [] : [`${where} says ${word}, which InfluxDB 3 does not know`]),
      ...(unknown === undefined ? [] : [`${where} uses ${unknown[1]}(), which is not on the list`]),
    ]
  })

/** Without it a panel reads all years. */
export const everyQueryHasATime: Rule = (dashboard) =>
  queries(dashboard)
    .filter(([, text]) => text.startsWith('SELECT') && !/\$timeFilter|time >= now\(\)/.test(text))
    .map(([where]) => `${where} asks without a time`)
