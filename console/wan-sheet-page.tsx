/** The month of one line on a sheet of paper, for the provider; and the same as CSV. */
import type { WanSheetView } from '../collector/api/wan-views.ts'
import { csvText } from './facts-csv.ts'
import { renderPage, Time } from './layout.tsx'
import { MonthForm } from './month-form.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: WanSheetView
}

export function wanSheetPage(show: Show, view: WanSheetView): string {
  const texts = show.t.wan
  const { line, span, outages } = view.sheet
  const title = texts.sheetTitle(view.site, view.month)
  const instant = (ms: number): string => show.time.instant(ms)
  return renderPage({
    show,
    title,
    children: (
      <>
        <p>{show.frame.organisation}</p>
        <h1>{title}</h1>
        <MonthForm
          path={`/wan/sites/${encodeURIComponent(view.sheet.siteId)}/sheet`}
          months={view.months}
          month={view.month}
          words={texts}
          after={<span class="help">{texts.printHelp}</span>}
        />
        <p>
          {texts.provider}: {line.provider || show.t.none}. {texts.contract}:{' '}
          {line.contract || show.t.none}.
        </p>
        <p>{texts.span(instant(span.fromMs), instant(span.toMs))}</p>
        <Figures show={show} view={view} />
        {outages.length === 0 ? (
          <p class="empty">{texts.noneInMonth}</p>
        ) : (
          <Outages show={show} view={view} />
        )}
        <p class="help">{texts.causeNote}</p>
        <table>
          <caption class="hide">{texts.signature}</caption>
          <tbody>
            {[texts.officer, texts.forProvider].map((who) => (
              <tr key={who}>
                <th scope="row">{who}</th>
                <td>{texts.signature}: ……………………………………………………</td>
              </tr>
            ))}
          </tbody>
        </table>
      </>
    ),
  })
}

function Figures({ show, view }: Part) {
  const texts = show.t.wan
  const { sheet } = view
  const rows = figuresOf(show, view)
  const { promisePercent } = sheet.line
  return (
    <table>
      <caption class="hide">{texts.available}</caption>
      <tbody>
        {rows.map(([word, value]) => (
          <tr key={word}>
            <th scope="row">{word}</th>
            <td>{value}</td>
          </tr>
        ))}
        {promisePercent !== null && (
          <tr>
            <th scope="row">{texts.promised}</th>
            <td>
              {texts.percent(String(promisePercent))}:{' '}
              {sheet.providerPercent >= promisePercent ? texts.keptYes : texts.keptNo}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function figuresOf({ t }: Show, { sheet }: WanSheetView): readonly (readonly [string, string])[] {
  // Down, never up: 99.996 must not read as a whole month.
  const told = (value: number): string => t.wan.percent((Math.floor(value * 100) / 100).toFixed(2))
  return [
    [t.wan.available, told(sheet.providerPercent)],
    [t.wan.availableAll, told(sheet.allPercent)],
  ]
}

function Outages({ show, view }: Part) {
  const texts = show.t.wan
  const { outages } = view.sheet
  const words = [texts.from, texts.to, texts.working, texts.other, texts.cause]
  const sums = sumsOf(view)
  return (
    <table>
      <caption class="hide">{texts.outages}</caption>
      <thead>
        <tr>
          {words.map((word) => (
            <th scope="col" key={word}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {outages.map(({ fromMs, toMs, workingMs, otherMs, cause }) => (
          <tr key={fromMs}>
            <td>
              <Time show={show} ms={fromMs} />
            </td>
            <td>{toMs === Infinity ? texts.lasts : <Time show={show} ms={toMs} />}</td>
            <td>{minutes(workingMs)}</td>
            <td>{minutes(otherMs)}</td>
            <td>{texts.causes[cause]}</td>
          </tr>
        ))}
        <tr>
          <th scope="row" colSpan={2}>
            {texts.together}
          </th>
          <td>{minutes(sums.workingMs)}</td>
          <td>{minutes(sums.otherMs)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  )
}

function sumsOf({ sheet }: WanSheetView) {
  return sheet.outages.reduce(
    (sum, { workingMs, otherMs }) => ({
      workingMs: sum.workingMs + workingMs,
      otherMs: sum.otherMs + otherMs,
    }),
    { workingMs: 0, otherMs: 0 },
  )
}

function minutes(ms: number): string {
  return (ms / 60_000).toFixed(1)
}

export function wanSheetCsv(show: Show, view: WanSheetView): string {
  const texts = show.t.wan
  const { line, outages } = view.sheet
  const sums = sumsOf(view)
  const instant = (ms: number): string =>
    ms === Infinity ? texts.lasts : new Date(Math.floor(ms / 1000) * 1000).toISOString()
  return csvText([
    [texts.sheetTitle(view.site, view.month)],
    [texts.provider, line.provider],
    [texts.contract, line.contract],
    ...figuresOf(show, view),
    ...(line.promisePercent === null ? [] : [[texts.promised, String(line.promisePercent)]]),
    [],
    [texts.from, texts.to, texts.working, texts.other, texts.cause],
    ...outages.map(({ fromMs, toMs, workingMs, otherMs, cause }) => [
      instant(fromMs),
      instant(toMs),
      minutes(workingMs),
      minutes(otherMs),
      texts.causes[cause],
    ]),
    [texts.together, '', minutes(sums.workingMs), minutes(sums.otherMs), ''],
  ])
}
