/** Services and systems of others: whether a fault is theirs or ours. */
import type { WanServiceRow } from '../collector/api/wan-views.ts'
import { Mark } from './marks.tsx'
import type { Show } from './show.ts'

const verdictMarks: Readonly<
  Record<WanServiceRow['verdict'], readonly [mark: string, tone: string]>
> = {
  good: ['done', 'ok'],
  theirs: ['warning', 'warn'],
  ours: ['critical', 'bad'],
  line: ['critical', 'bad'],
  unknown: ['stale', 'warn'],
}

export function WanServices({
  show,
  services,
}: {
  readonly show: Show
  readonly services: readonly WanServiceRow[]
}) {
  const texts = show.t.wan
  return (
    <section>
      <h2>{texts.services}</h2>
      <p class="help">{texts.servicesLead}</p>
      {services.length === 0 ? (
        <p class="empty">{texts.noServices}</p>
      ) : (
        <table class="hosts">
          <caption class="hide">{texts.services}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.service}</th>
              <th scope="col">{texts.verdict}</th>
              <th scope="col">{texts.seen}</th>
              <th scope="col">{texts.department}</th>
            </tr>
          </thead>
          <tbody>
            {services.map((row) => (
              <Service key={row.checkId} show={show} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {show.frame.may.settings && <a href="/wan/services">{texts.chooseServices}</a>}
    </section>
  )
}

function Service({ show, row }: { readonly show: Show; readonly row: WanServiceRow }) {
  const { t, time } = show
  const texts = t.wan
  const [mark, tone] = verdictMarks[row.verdict]
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td data-label={texts.verdict}>
        <span class={`s ${tone}`}>
          <Mark name={mark} />
          {texts.verdicts[row.verdict]}
        </span>
        {row.sinceMs !== null && <small> {texts.since(time.instant(row.sinceMs))}</small>}
      </td>
      <td data-label={texts.seen}>
        {row.sites.length === 0 && t.none}
        {row.sites.map(({ where, state }) => (
          <p class="help" key={where}>
            {where}: {texts.sees[state]}
          </p>
        ))}
      </td>
      <td data-label={texts.department}>{row.department ?? t.none}</td>
    </tr>
  )
}
