/** The drawing of a site's network, or the sites from which one is chosen. */
import type { MapSite, MapView } from '../collector/api/topology-views.ts'
import { renderPage } from './layout.tsx'
import { MapDrawing } from './map-drawing.tsx'
import { Mark } from './marks.tsx'
import { Head } from './network-checks.tsx'
import { NetworkMenu } from './network-menu.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: MapView
}

export function mapPage(show: Show, view: MapView): string {
  const t = show.t.topology.map
  const { site, sites, proposalCount } = view
  return renderPage({
    show,
    title: t.title,
    children: (
      <>
        <h1>{t.title}</h1>
        <NetworkMenu show={show} />
        <p class="lead">{t.lead}</p>
        {show.frame.may.act && proposalCount > 0 && (
          <p>
            <a href="/network/parents">{t.proposals(proposalCount)}</a>
          </p>
        )}
        {sites.length === 0 && <p class="empty">{t.empty}</p>}
        {site !== null && <SiteDrawing show={show} view={view} />}
        {(site === null || sites.length > 1) && sites.length > 0 && (
          <Sites show={show} view={view} />
        )}
      </>
    ),
  })
}

function SiteDrawing({ show, view: { site, sites, open } }: Part) {
  if (site === null) return null
  const t = show.t.topology.map
  const about = sites.find(({ siteId }) => siteId === site.siteId)
  return (
    <section>
      <h2>{site.siteName === '' ? show.t.network.noSite : site.siteName}</h2>
      {about?.placed === 0 && <p class="empty">{t.nothingPlaced}</p>}
      <MapDrawing show={show} site={site} open={open} />
    </section>
  )
}

function Sites({ show, view }: Part) {
  const t = show.t.topology.map
  return (
    <section>
      <h2>{t.allSites}</h2>
      <table class="hosts">
        <caption class="hide">{t.allSites}</caption>
        <Head words={[t.site, show.t.network.state, show.t.topology.title]} />
        <tbody>
          {view.sites.map((site) => (
            <SiteLine
              key={site.siteId}
              show={show}
              site={site}
              here={site.siteId === view.site?.siteId}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function SiteLine({
  show,
  site,
  here,
}: {
  readonly show: Show
  readonly site: MapSite
  readonly here: boolean
}) {
  const t = show.t.topology.map
  const [mark, tone] = site.missing > 0 ? ['warning', 'warn'] : ['done', 'ok']
  return (
    <tr>
      <th scope="row">
        <a
          href={`/network/map?site=${encodeURIComponent(site.siteId)}`}
          aria-current={here ? 'true' : undefined}
        >
          {site.siteName === '' ? show.t.network.noSite : site.siteName}
        </a>
        <small>{t.count(site.count)}</small>
      </th>
      <td data-label={show.t.network.state}>
        <span class={`s ${tone}`}>
          <Mark name={mark} />
          {t.missing(site.missing)}
        </span>
        {site.line && <small> {t.lines[site.line.state]}</small>}
      </td>
      <td data-label={show.t.topology.title}>{t.placed(site.placed, site.count)}</td>
    </tr>
  )
}
