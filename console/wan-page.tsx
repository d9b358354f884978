/** The lines of the sites and the services beyond them. */
import type { WanSiteRow, WanView } from '../collector/api/wan-views.ts'
import { renderPage, Time } from './layout.tsx'
import { Mark } from './marks.tsx'
import { quantity } from './quantity.ts'
import type { Show } from './show.ts'
import { WanServices } from './wan-services.tsx'

type Look = readonly [mark: string, tone: string]
const lineMarks: Readonly<Record<WanSiteRow['quality']['state'], Look>> = {
  up: ['done', 'ok'],
  down: ['critical', 'bad'],
  unknown: ['stale', 'warn'],
}

export function wanPage(show: Show, view: WanView): string {
  const texts = show.t.wan
  return renderPage({
    show,
    title: texts.title,
    children: (
      <>
        <h1>{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
        {view.sites.length === 0 ? (
          <p class="empty">{texts.empty}</p>
        ) : (
          <Sites show={show} view={view} />
        )}
        <WanServices show={show} services={view.services} />
      </>
    ),
  })
}

interface Part {
  readonly show: Show
  readonly view: WanView
}
interface Row {
  readonly show: Show
  readonly row: WanSiteRow
}

function Sites({ show, view }: Part) {
  const texts = show.t.wan
  const words = [texts.site, texts.state, texts.latency, texts.loss, texts.data, texts.outages]
  return (
    <table class="hosts">
      <caption class="hide">{texts.title}</caption>
      <thead>
        <tr>
          {words.map((word) => (
            <th scope="col" key={word}>
              {word}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {view.sites.map((row) => (
          <Site key={row.siteId} show={show} row={row} month={view.month} />
        ))}
      </tbody>
    </table>
  )
}

function Site({ show, row, month }: Row & { readonly month: string }) {
  const texts = show.t.wan
  const { quality, line } = row
  const path = `/wan/sites/${encodeURIComponent(row.siteId)}`
  return (
    <tr>
      <th scope="row">
        {row.site}
        {line.provider !== '' && <small> {line.provider}</small>}
      </th>
      <td data-label={texts.state}>
        <State show={show} row={row} />
      </td>
      <td data-label={texts.latency}>
        <Measured
          show={show}
          now={quality.latencyMs}
          usual={quality.latencyMedianMs}
          word={texts.milliseconds}
        />
      </td>
      <td data-label={texts.loss}>
        <Measured
          show={show}
          now={quality.lossPercent}
          usual={quality.lossMedianPercent}
          word={texts.percent}
        />
      </td>
      <td data-label={texts.data}>
        <Data show={show} row={row} />
      </td>
      <td data-label={texts.outages}>
        <Outages show={show} row={row} />
      </td>
      <td>
        <a href={`${path}/sheet?month=${month}`}>{texts.sheet}</a>
        {show.frame.may.settings && (
          <>
            <br />
            <a href={path}>{texts.edit}</a>
          </>
        )}
      </td>
    </tr>
  )
}

function State({ show, row }: Row) {
  const texts = show.t.wan
  const { state, downSinceMs } = row.quality
  const [mark, tone] = lineMarks[state]
  return (
    <>
      <span class={`s ${tone}`}>
        <Mark name={mark} />
        {texts.states[state]}
      </span>
      {downSinceMs !== null && <small> {texts.since(show.time.instant(downSinceMs))}</small>}
      {row.poller === null && <p class="help">{texts.noPoller}</p>}
      {row.poller !== null && row.checks.length === 0 && <p class="help">{texts.noChecks}</p>}
    </>
  )
}

function Measured({
  show,
  now,
  usual,
  word,
}: {
  readonly show: Show
  readonly now: number | null
  readonly usual: number | null
  readonly word: (value: string) => string
}) {
  const { t } = show
  if (now === null && usual === null) return <>{t.none}</>
  const told = (value: number): string => word(quantity(value, 'none', t.lang))
  return (
    <>
      {now === null ? t.none : told(now)}
      <br />
      <small>{usual === null ? t.wan.learning : t.wan.usual(told(usual))}</small>
    </>
  )
}

function Data({ show, row }: Row) {
  const { t } = show
  const texts = t.wan
  const { data, line } = row
  if (data.usedBytes === null) return <>{texts.notCounted}</>
  const size = (bytes: number): string => quantity(bytes, 'bytes', t.lang)
  const used = size(data.usedBytes)
  const short = data.bundle === 'runs_out' || data.bundle === 'used_up'
  return (
    <>
      {line.bundleBytes === null ? used : texts.ofBundle(used, size(line.bundleBytes))}
      <p class={short ? 'help bad' : 'help'}>
        {texts.bundles[data.bundle]}{' '}
        {data.bundle === 'runs_out' && data.endsMs !== null && (
          <Time show={show} ms={data.endsMs} />
        )}
      </p>
      <small>
        {texts.sources[data.source]}
        {data.countedFromMs !== null &&
          `, ${texts.countedFrom(show.time.instant(data.countedFromMs))}`}
      </small>
    </>
  )
}

function Outages({ show, row }: Row) {
  const { time } = show
  const texts = show.t.wan
  const { outages } = row
  if (outages.length === 0) return <>{texts.noOutages}</>
  const all = outages.reduce((sum, { workingMs, otherMs }) => sum + workingMs + otherMs, 0)
  return (
    <details>
      <summary>{texts.counted(outages.length, time.length(all / 1000))}</summary>
      {outages.toReversed().map(({ fromMs, toMs, cause, workingMs, otherMs }) => (
        <p class="help" key={fromMs}>
          <Time show={show} ms={fromMs} />: {time.length((workingMs + otherMs) / 1000)}
          {toMs === Infinity && `, ${texts.lasts}`}. {texts.causes[cause]}
        </p>
      ))}
    </details>
  )
}
