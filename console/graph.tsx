/** A graph as the server draws it; an island lays uPlot over it where scripts run. */
import type { Graph } from '../collector/api/page-views.ts'
import { uncovered } from './graph-coverage.ts'
import { quantity } from './quantity.ts'
import type { Show } from './show.ts'

const width = 600
const height = 120

export function GraphFigure({ show, graph }: { readonly show: Show; readonly graph: Graph }) {
  const { t } = show
  const title = t.host.graphNames[graph.name]
  const top = topOf(graph)
  return (
    <figure class="graph" data-graph={graph.name}>
      <h3>
        {title} <output class="readout" aria-hidden="true" />
      </h3>
      <div class="plot">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={title}
        >
          <Hatching graph={graph} />
          {graph.lines.map(({ label, values }, index) => (
            <path key={label} class={`l${index}`} d={pathOf(values, top)} />
          ))}
        </svg>
        <span class="top">{quantity(top, graph.unit, t.lang)}</span>
      </div>
      <figcaption>
        <Legend show={show} graph={graph} />
      </figcaption>
    </figure>
  )
}

function topOf(graph: Graph): number {
  const values = graph.lines.flatMap((line) => line.values.filter((value) => value !== null))
  return graph.max ?? (Math.max(...values, 0) * 1.1 || 1)
}

/** Gaps stay gaps: a missing value begins a new stroke. */
function pathOf(values: readonly (number | null)[], top: number): string {
  let path = ''
  let drawing = false
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false
      return
    }
    const x = ((index + 0.5) / values.length) * width
    const y = height - (Math.max(0, value) / top) * height
    path += `${drawing ? 'L' : 'M'}${x.toFixed(0)} ${y.toFixed(0)}`
    // A lone value would be invisible as a point of a line.
    if (!drawing) path += 'h1'
    drawing = true
  })
  return path
}

function Hatching({ graph }: { readonly graph: Graph }) {
  const { coverage, name } = graph
  const id = `hatch-${name}`
  const scale = width / coverage.length
  return (
    <>
      <pattern
        id={id}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path class="hatch" d="M0 0v7" />
      </pattern>
      {uncovered(coverage).map(([from, to]) => (
        <rect
          key={from}
          x={(from * scale).toFixed(1)}
          y="0"
          width={((to - from) * scale).toFixed(1)}
          height={height}
          fill={`url(#${id})`}
        />
      ))}
    </>
  )
}

function Legend({ show, graph }: { readonly show: Show; readonly graph: Graph }) {
  const { t } = show
  const text = (value: number): string => quantity(value, graph.unit, t.lang)
  return (
    <table class="legend">
      <caption class="hide">{t.host.graphNames[graph.name]}</caption>
      <thead>
        <tr>
          <th scope="col" class={graph.lines.length > 1 ? undefined : 'hide'}>
            {t.host.line}
          </th>
          <th scope="col">{t.host.newest}</th>
          <th scope="col">{t.host.lowest}</th>
          <th scope="col">{t.host.mean}</th>
          <th scope="col">{t.host.highest}</th>
        </tr>
      </thead>
      <tbody>
        {graph.lines.map(({ label, values }, index) => {
          const known = values.filter((value) => value !== null)
          const mean = known.reduce((a, b) => a + b, 0) / known.length
          const newest = values.findLast((value) => value !== null) ?? 0
          return (
            <tr key={label}>
              <th scope="row" class={graph.lines.length > 1 ? undefined : 'hide'}>
                <svg class="key" viewBox="0 0 20 4" aria-hidden="true">
                  <path class={`l${index}`} d="M0 2h20" />
                </svg>
                {label || t.host.graphNames[graph.name]}
              </th>
              <td class="newest">{text(newest)}</td>
              <td>{text(Math.min(...known))}</td>
              <td>{text(mean)}</td>
              <td>{text(Math.max(...known))}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
