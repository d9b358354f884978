/** The network: devices by site, services, and the computers that look at them. */
import type {
  CheckRow,
  CheckState,
  DeviceRow,
  NetworkView,
  PollerRow,
  SiteNetwork,
} from '../collector/api/network-views.ts'
import { renderPage, Time } from './layout.tsx'
import { Mark, PresenceMark } from './marks.tsx'
import type { Show } from './show.ts'

const stateMarks: Readonly<Record<CheckState, readonly [mark: string, tone: string]>> = {
  good: ['done', 'ok'],
  failing: ['critical', 'bad'],
  unknown: ['stale', 'warn'],
  old: ['stale', 'warn'],
  waiting: ['never_seen', 'off'],
  refused: ['warning', 'warn'],
  off: ['off', 'off'],
}

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
        <p class="lead">{texts.lead}</p>
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

function Head({ words }: { readonly words: readonly string[] }) {
  return (
    <thead>
      <tr>
        {words.map((word) => (
          <th scope="col" key={word}>
            {word}
          </th>
        ))}
      </tr>
    </thead>
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
          </p>
        ))}
      </td>
      <td data-label={texts.poller} class={device.pollerName === null ? 'warn' : undefined}>
        {device.pollerName ?? texts.nobody}
      </td>
    </tr>
  )
}

function StateMark({ show, check }: { readonly show: Show; readonly check: CheckRow }) {
  const [mark, tone] = stateMarks[check.state]
  return (
    <span class={`s ${tone}`}>
      <Mark name={mark} />
      {show.t.network.states[check.state]}
    </span>
  )
}

/** "3.2 ms, loss 33 %", and what else the kind of check measures. */
export function answerText(show: Show, check: CheckRow): string {
  const { t, frame } = show
  const number = (value: number): string =>
    value.toLocaleString(frame.language === 'sw' ? 'sw-TZ' : 'en', {
      maximumFractionDigits: value < 1 ? 2 : value < 10 ? 1 : 0,
    })
  const parts = [
    check.milliseconds !== null && t.network.milliseconds(number(check.milliseconds)),
    check.lossPercent !== null &&
      check.lossPercent > 0 &&
      `${t.network.loss} ${number(check.lossPercent)} %`,
    check.daysLeft !== null && t.network.daysLeft(Math.floor(check.daysLeft)),
    check.offsetMilliseconds !== null && t.network.offset(number(check.offsetMilliseconds)),
    check.fails > 0 && t.network.failed(check.fails),
  ].filter((part) => part !== false)
  return parts.length === 0 ? t.none : parts.join(', ')
}

function Services({ show, view }: Props) {
  const texts = show.t.network
  const words = [texts.service, texts.state, texts.answer, texts.target, texts.poller, texts.last]
  return (
    <section>
      <h2>{texts.services}</h2>
      <table class="hosts">
        <caption class="hide">{texts.services}</caption>
        <Head words={words} />
        <tbody>
          {view.services.map((check) => (
            <Service key={`${check.id} ${check.pollerId}`} show={show} check={check} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Service({ show, check }: { readonly show: Show; readonly check: CheckRow }) {
  const { t } = show
  const texts = t.network
  return (
    <tr>
      <th scope="row">{check.name}</th>
      <td data-label={texts.state}>
        <StateMark show={show} check={check} />
        {check.refused && <p class="help warn">{texts.refusals[check.refused]}</p>}
        {check.secretLost && <p class="help warn">{texts.secretLost}</p>}
      </td>
      <td data-label={texts.answer}>{answerText(show, check)}</td>
      <td data-label={texts.target}>{check.target}</td>
      <td data-label={texts.poller}>{check.pollerName ?? t.none}</td>
      <td data-label={texts.last}>
        {check.atMs === null ? t.time.never : <Time show={show} ms={check.atMs} ago />}
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
