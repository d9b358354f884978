/** The network: devices by site, services, and the computers that look at them. */
import type {
  DeviceRow,
  NetworkView,
  PollerRow,
  SiteNetwork,
} from '../collector/api/network-views.ts'
import { renderPage } from './layout.tsx'
import { Mark, PresenceMark } from './marks.tsx'
import { answerText, Head, Services, StateMark } from './network-checks.tsx'
import { AddLinks, ChangeLink } from './network-links.tsx'
import { NetworkMenu } from './network-menu.tsx'
import type { Show } from './show.ts'

interface Props {
  readonly show: Show
  readonly view: NetworkView
}

export function networkPage(show: Show, view: NetworkView): string {
  const texts = show.t.network
  const { sites, services, pollers } = view
  const empty = sites.length + services.length + pollers.length === 0
  return renderPage({
    show,
    title: texts.title,
    children: (
      <>
        <h1>{texts.title}</h1>
        <NetworkMenu show={show} />
        <p class="lead">{texts.lead}</p>
        <AddLinks show={show} />
        {empty && <p class="empty">{texts.empty}</p>}
        {sites.map((site) => (
          <Site key={site.siteId} show={show} site={site} />
        ))}
        {services.length > 0 && <Services show={show} view={view} />}
        {pollers.length > 0 && <Pollers show={show} view={view} />}
      </>
    ),
  })
}

function Site({ show, site }: { readonly show: Show; readonly site: SiteNetwork }) {
  const texts = show.t.network
  const { devices } = site
  return (
    <section>
      <h2>{site.siteName ?? texts.noSite}</h2>
      {devices.length === 0 ? (
        <p class="empty">{texts.noSiteDevices}</p>
      ) : (
        <table class="hosts">
          <caption class="hide">{site.siteName ?? texts.noSite}</caption>
          <Head
            words={[
              texts.device,
              texts.state,
              texts.answer,
              texts.address,
              texts.checks,
              texts.poller,
            ]}
          />
          <tbody>
            {devices.map((device) => (
              <Device key={device.id} show={show} device={device} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Device({ show, device }: { readonly show: Show; readonly device: DeviceRow }) {
  const { t, time } = show
  const texts = t.network
  const ping = device.checks.find(({ kind }) => kind === 'ping')
  const others = device.checks.filter((check) => check !== ping)
  return (
    <tr>
      <th scope="row">
        <a href={`/hosts/${encodeURIComponent(device.id)}`}>{device.name}</a>
        <small> {t.roles[device.role]}</small>
        <ChangeLink show={show} what="devices" id={device.id} />
      </th>
      <td data-label={texts.state}>
        <PresenceMark presence={device.presence} word={t.presence[device.presence]} />
        {device.presenceSinceMs !== null && <small> {time.ago(device.presenceSinceMs)}</small>}
        {device.openAlerts > 0 && <p class="help bad">{texts.alerts(device.openAlerts)}</p>}
        {device.refused && <p class="help warn">{texts.refusals[device.refused]}</p>}
        {device.secretLost && <p class="help warn">{texts.secretLost}</p>}
      </td>
      <td data-label={texts.answer}>{ping ? answerText(show, ping) : t.none}</td>
      <td data-label={texts.address}>{device.address}</td>
      <td data-label={texts.checks}>
        {others.length === 0 && t.none}
        {others.map((check) => (
          <p class="help" key={check.id}>
            <StateMark show={show} check={check} /> {check.name}
            <ChangeLink show={show} what="checks" id={check.id} />
          </p>
        ))}
      </td>
      <td data-label={texts.poller} class={device.pollerName === null ? 'warn' : undefined}>
        {device.pollerName ?? texts.nobody}
      </td>
    </tr>
  )
}

const pollerMarks: Readonly<Record<PollerRow['state'], readonly [mark: string, tone: string]>> = {
  away: ['stale', 'warn'],
  too_old: ['warning', 'warn'],
  not_allowed: ['warning', 'warn'],
  waiting: ['never_seen', 'off'],
  working: ['done', 'ok'],
}

function Pollers({ show, view }: Props) {
  const texts = show.t.network
  return (
    <section>
      <h2>{texts.pollers}</h2>
      <table class="hosts">
        <caption class="hide">{texts.pollers}</caption>
        <Head words={[texts.computer, texts.state, texts.count]} />
        <tbody>
          {view.pollers.map((poller) => {
            const [mark, tone] = pollerMarks[poller.state]
            return (
              <tr key={poller.hostId}>
                <th scope="row">
                  <a href={`/hosts/${encodeURIComponent(poller.hostId)}`}>{poller.name}</a>
                </th>
                <td data-label={texts.state}>
                  <span class={`s ${tone}`}>
                    <Mark name={mark} />
                    {texts.pollerStates[poller.state]}
                  </span>
                </td>
                <td data-label={texts.count}>
                  {texts.counted(poller.accepted, poller.refusedCount)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
