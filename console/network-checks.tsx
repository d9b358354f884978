/** Checks as the page of the network shows them, those of devices and those of services. */
import type { CheckRow, CheckState, NetworkView } from '../collector/api/network-views.ts'
import { Time } from './layout.tsx'
import { Mark } from './marks.tsx'
import { ChangeLink } from './network-links.tsx'
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

export function Head({ words }: { readonly words: readonly string[] }) {
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

export function StateMark({ show, check }: { readonly show: Show; readonly check: CheckRow }) {
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
    check.change !== null && check.change !== 'same' && t.network.changes[check.change],
    check.daysUnchanged !== null && t.network.unchanged(Math.floor(check.daysUnchanged)),
    check.fails > 0 && t.network.failed(check.fails),
  ].filter((part) => part !== false)
  return parts.length === 0 ? t.none : parts.join(', ')
}

export function Services({ show, view }: { readonly show: Show; readonly view: NetworkView }) {
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
      <th scope="row">
        {check.name}
        <ChangeLink show={show} what="checks" id={check.id} />
      </th>
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
