/** The host page: uPlot over the server's drawings, and new values while one looks. */
import uPlot from 'uplot'
import type { Graph, Span } from '../../collector/api/page-views.ts'
import { uncovered } from '../graph-coverage.ts'
import { quantity } from '../quantity.ts'
import { askJson, whileVisible } from '../live-polling.ts'

interface Embedded {
  readonly graphs: readonly Graph[]
  readonly zone: string
  readonly language: string
  readonly span: Span
}
const dashes: readonly number[][] = [[], [6, 3], [2, 2], [9, 3, 2, 3], [12, 4], [1, 4]]
const refreshMs: Readonly<Record<Span, number>> = {
  '1h': 15_000,
  '24h': 60_000,
  '7d': 300_000,
  '30d': 600_000,
}

class Chart {
  #graph: Graph
  readonly #figure: HTMLElement
  readonly #plot: uPlot
  readonly #page: Embedded

  constructor(figure: HTMLElement, box: HTMLElement, graph: Graph, page: Embedded) {
    this.#graph = graph
    this.#figure = figure
    this.#page = page
    box.replaceChildren()
    this.#plot = new uPlot(this.#options(box), columns(graph), box)
    new ResizeObserver(() => this.#plot.setSize(sizeOf(box))).observe(box)
  }
  update(graph: Graph): void {
    // Another number of lines needs another chart: the next full page has it.
    if (graph.lines.length !== this.#graph.lines.length) return
    this.#graph = graph
    this.#plot.setData(columns(graph))
    const cells = this.#figure.querySelectorAll('td.newest')
    graph.lines.forEach(({ values }, index) => {
      const newest = values.findLast((value) => value !== null)
      const cell = cells[index]
      if (cell && typeof newest === 'number') cell.textContent = this.#text(newest)
    })
  }
  #text(value: number): string {
    return quantity(value, this.#graph.unit, this.#page.language)
  }
  #options(box: HTMLElement): uPlot.Options {
    const color = (name: string): string => getComputedStyle(box).getPropertyValue(name)
    const axis = {
      stroke: () => color('--soft'),
      grid: { stroke: () => color('--line'), width: 1 },
    }
    return {
      ...sizeOf(box),
      legend: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), this.#page.zone),
      scales: { y: { range: (_plot, _min, max) => [0, this.#graph.max ?? (max * 1.1 || 1)] } },
      axes: [
        {
          ...axis,
          size: 28,
          space: 60,
          values: (_plot, splits) => splits.map((at) => this.#axisTime(at)),
        },
        { ...axis, size: 80, values: (_plot, splits) => splits.map((one) => this.#text(one)) },
      ],
      series: [
        {},
        ...this.#graph.lines.map(({ label }, index) => ({
          label,
          width: 1.6,
          stroke: () => color(`--c${index}`),
          dash: dashes[index] ?? [],
          points: { show: false },
        })),
      ],
      hooks: {
        drawClear: [(plot) => this.#hatch(plot, color('--line'))],
        setCursor: [(plot) => this.#read(plot)],
      },
    }
  }
  #axisTime(seconds: number): string {
    const long = this.#page.span === '7d' || this.#page.span === '30d'
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: this.#page.zone,
      ...(long ? { day: '2-digit', month: '2-digit' } : { hour: '2-digit', minute: '2-digit' }),
    }).format(seconds * 1000)
  }
  /** Slanted lines over the windows for which too little came. */
  #hatch(plot: uPlot, color: string): void {
    const { ctx, bbox } = plot
    const { startMs, stepMs, coverage } = this.#graph
    ctx.save()
    ctx.strokeStyle = color
    ctx.lineWidth = devicePixelRatio * 1.5
    for (const [from, to] of uncovered(coverage)) {
      const left = plot.valToPos((startMs + from * stepMs) / 1000, 'x', true)
      const right = plot.valToPos((startMs + to * stepMs) / 1000, 'x', true)
      ctx.save()
      ctx.beginPath()
      ctx.rect(left, bbox.top, right - left, bbox.height)
      ctx.clip()
      ctx.beginPath()
      for (let x = left - bbox.height; x < right; x += 7 * devicePixelRatio) {
        ctx.moveTo(x, bbox.top + bbox.height)
        ctx.lineTo(x + bbox.height, bbox.top)
      }
      ctx.stroke()
      ctx.restore()
    }
    ctx.restore()
  }
  #read(plot: uPlot): void {
    const output = this.#figure.querySelector('.readout')
    const { idx } = plot.cursor
    if (!output) return
    const at = typeof idx === 'number' ? plot.data[0][idx] : undefined
    if (typeof idx !== 'number' || at === undefined) {
      output.textContent = ''
      return
    }
    const values = this.#graph.lines.map(({ values: line }) => {
      const value = line[idx]
      return typeof value === 'number' ? this.#text(value) : '–'
    })
    const when = new Intl.DateTimeFormat('en-GB', {
      timeZone: this.#page.zone,
      ...(this.#page.span === '1h' ? {} : { day: '2-digit', month: '2-digit' }),
      hour: '2-digit',
      minute: '2-digit',
    })
    output.textContent = `${when.format(at * 1000)}  ${values.join(' · ')}`
  }
}

function sizeOf(box: HTMLElement): { width: number; height: number } {
  return { width: box.clientWidth, height: box.clientHeight }
}

function columns({ startMs, stepMs, coverage, lines }: Graph): uPlot.AlignedData {
  const times = coverage.map((_share, index) => (startMs + (index + 0.5) * stepMs) / 1000)
  return [times, ...lines.map(({ values }) => [...values])]
}

function embedded(): Embedded | undefined {
  const text = document.getElementById('graph-data')?.textContent
  return text ? JSON.parse(text) : undefined
}

function start(page: Embedded): void {
  const charts = new Map<string, Chart>()
  for (const graph of page.graphs) {
    const figure = document.querySelector<HTMLElement>(`[data-graph="${graph.name}"]`)
    const box = figure?.querySelector<HTMLElement>('.plot')
    if (figure && box) charts.set(graph.name, new Chart(figure, box, graph, page))
  }
  const address = document.getElementById('graphs')?.dataset['refresh']
  if (!address) return
  whileVisible(refreshMs[page.span], async () => {
    const graphs = await askJson<readonly Graph[]>(address)
    for (const graph of graphs) charts.get(graph.name)?.update(graph)
  })
}

const page = embedded()
if (page) start(page)
