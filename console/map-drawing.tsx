/** The drawing itself: plain SVG with links, in the colours of the page, also on paper. */
import type { MapFold, MapNode, SiteMap } from '../collector/api/topology-views.ts'
import { boxSize, layoutOf, type Box, type Layout } from './map-layout.ts'
import { presenceTone } from './marks.tsx'
import type { Show } from './show.ts'

const lettersMax = 18
const smallMax = 23
const portMax = 9
const { width, height } = boxSize

export function MapDrawing({
  show,
  site,
  open,
}: {
  readonly show: Show
  readonly site: SiteMap
  readonly open: string | null
}) {
  const layout = layoutOf(site)
  return (
    <figure class="graph">
      <figcaption>
        <svg
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          aria-label={`${show.t.topology.map.title}: ${siteName(show, site)}`}
        >
          {layout.lines.map(({ from, to, spare }) => (
            <path
              key={`${from}-${to}`}
              d={wayOf(layout, from, to)}
              fill="none"
              stroke="currentColor"
              stroke-opacity={spare ? 0.8 : 0.4}
              stroke-dasharray={spare ? '4 4' : undefined}
            />
          ))}
          {layout.boxes.map((box, at) => (
            <g key={at} transform={`translate(${box.x} ${box.y})`}>
              <Drawn show={show} site={site} open={open} box={box} />
            </g>
          ))}
        </svg>
      </figcaption>
    </figure>
  )
}

/** From the right side of one box to the left side of another. */
function wayOf({ boxes }: Layout, from: number, to: number): string {
  const [a, b] = [boxes[from], boxes[to]]
  if (!a || !b) return ''
  const [x, y] = [a.x + width, a.y + height / 2]
  // The port's name stands on the last stretch.
  const middle = b.x - 48
  return `M${x} ${y}H${middle}V${b.y + height / 2}H${b.x}`
}

interface DrawnProps {
  readonly show: Show
  readonly site: SiteMap
  readonly open: string | null
  readonly box: Box
}

function Drawn({ show, site, open, box: { what } }: DrawnProps) {
  if (what.kind === 'site') return <SiteBox show={show} site={what.site} />
  if (what.kind === 'node') return <NodeBox show={show} site={site} open={open} node={what.node} />
  return <FoldBox show={show} site={site} parentId={what.parentId} fold={what.fold} />
}

interface CardProps {
  readonly tone: string
  readonly mark: string | null
  readonly name: string
  readonly small: string
  /** Read out and shown where the pointer rests: nothing is cut in it. */
  readonly title: string
  readonly dashed?: boolean
}

function Card({ tone, mark, name, small, title, dashed = false }: CardProps) {
  return (
    <g class={`s ${tone}`}>
      <title>{title}</title>
      <rect
        width={width}
        height={height}
        rx="3"
        fill="var(--paper)"
        stroke="currentColor"
        stroke-dasharray={dashed ? '3 3' : undefined}
      />
      {mark !== null && (
        <use href={`#${mark}`} x="9" y="14" width="12" height="12" fill="currentColor" />
      )}
      <text x="29" y="17" font-size="13" font-weight="600" fill="var(--ink)">
        {cut(name, lettersMax)}
      </text>
      <text x="29" y="32" font-size="11" fill="currentColor">
        {cut(small, smallMax)}
      </text>
    </g>
  )
}

function cut(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text
}

function siteName({ t }: Show, { siteName: name }: SiteMap): string {
  return name === '' ? t.network.noSite : name
}

const lineLooks = {
  up: ['done', 'ok'],
  down: ['critical', 'bad'],
  unknown: ['stale', 'warn'],
} as const

function SiteBox({ show, site }: { readonly show: Show; readonly site: SiteMap }) {
  const { line } = site
  const [mark, tone] = line ? lineLooks[line.state] : [null, 'off']
  const words = line
    ? [show.t.topology.map.lines[line.state], line.provider]
    : [show.t.topology.map.site]
  const small = words.filter((word) => word !== '').join(' · ')
  const name = siteName(show, site)
  const card = (
    <Card tone={tone} mark={mark} name={name} small={small} title={`${name}: ${small}`} />
  )
  return line ? <a href="/wan">{card}</a> : card
}

function NodeBox({ show, site, open, node }: Omit<DrawnProps, 'box'> & { readonly node: MapNode }) {
  const t = show.t.topology.map
  const words = [
    show.t.presence[node.presence],
    node.alerts === 0 ? '' : t.alerts(node.alerts),
    node.others.length === 0 ? '' : t.also(node.others.map(({ name }) => name).join(', ')),
  ].filter((word) => word !== '')
  // "Unknown: the way to it is down" begins with the word that counts.
  const [state = '', ...more] = words
  const small = [state.split(':')[0], ...more].join(' · ')
  const port = node.port === null ? [] : [t.port(node.port)]
  const title = `${node.name} (${show.t.roles[node.role]}): ${[...words, ...port].join(' · ')}`
  return (
    <>
      <a href={`/hosts/${encodeURIComponent(node.id)}`}>
        <Card
          tone={presenceTone(node.presence)}
          mark={node.presence}
          name={node.name}
          small={small}
          title={title}
        />
      </a>
      {node.port !== null && (
        <text x="-4" y="16" font-size="9" text-anchor="end" fill="currentColor">
          {cut(node.port, portMax)}
        </text>
      )}
      {open === node.id && (
        <a href={`/network/map?site=${encodeURIComponent(site.siteId)}`}>
          <text x={width + 4} y="14" font-size="11" fill="currentColor">
            {t.closeFold}
          </text>
        </a>
      )}
    </>
  )
}

function FoldBox({
  show,
  site,
  parentId,
  fold,
}: {
  readonly show: Show
  readonly site: SiteMap
  readonly parentId: string | null
  readonly fold: MapFold
}) {
  const t = show.t.topology.map
  const name = parentId === null ? t.unplaced(fold.count) : t.fold(fold.count)
  const small = fold.states
    .map(({ presence, count }) => `${count} ${show.t.presence[presence]}`)
    .join(' · ')
  const [worst] = fold.states
  const card = (
    <Card
      tone={worst ? presenceTone(worst.presence) : 'off'}
      mark={worst?.presence ?? null}
      name={name}
      small={small}
      title={`${name}: ${small}`}
      dashed
    />
  )
  if (parentId === null) return show.frame.may.act ? <a href="/network/parents">{card}</a> : card
  const query = new URLSearchParams({ site: site.siteId, open: parentId })
  return (
    <a href={`/network/map?${query}`} aria-label={`${name}, ${small}: ${t.openFold}`}>
      {card}
    </a>
  )
}
