/** The hosts of a subject, worst first. */
import type { FactsLine, FactsView } from '../collector/api/fact-views.ts'
import { factText, headingText } from './fact-text.ts'
import { Time } from './layout.tsx'
import { Mark, verdictMarks as marks } from './marks.tsx'
import type { Show } from './show.ts'

interface Props {
  readonly show: Show
  readonly view: FactsView
}

export function FactsTable({ show, view }: Props) {
  const { t } = show
  if (view.lines.length === 0) return <p class="empty">{t.fleet.noneMatch}</p>
  return (
    <table class="hosts">
      <caption class="hide">{t.facts.subjects[view.subject]}</caption>
      <thead>
        <tr>
          <th scope="col">{t.fleet.name}</th>
          <th scope="col">{t.facts.verdict}</th>
          {view.columns.map((column) => (
            <th scope="col" key={column}>
              {headingText(t, column)}
            </th>
          ))}
          <th scope="col">{t.fleet.department}</th>
          <th scope="col">{t.facts.told}</th>
        </tr>
      </thead>
      <tbody>
        {view.lines.map((line) => (
          <Line key={line.hostId} {...{ show, view, line }} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ show, view, line }: Props & { readonly line: FactsLine }) {
  const { t } = show
  const mark = marks.find(([verdict]) => verdict === line.verdict)
  const section = {
    antivirus: 'protection',
    backups: 'backup',
    disks: 'disks',
    updates: 'protection',
  }
  return (
    <tr>
      <th scope="row">
        <a href={`/hosts/${encodeURIComponent(line.hostId)}#${section[view.subject]}`}>
          {line.name}
        </a>
      </th>
      <td class={mark?.[2]}>
        {mark && <Mark name={mark[1]} />} {t.facts.verdicts[line.verdict]}
      </td>
      {view.columns.map((column) => {
        const cell = line.cells.find(({ field }) => field === column)
        const text = cell ? factText(show, cell) : t.none
        return (
          <td
            key={column}
            data-label={headingText(t, column)}
            class={text === t.none || text === '' ? 'lacks' : undefined}
          >
            {text}
          </td>
        )
      })}
      <td data-label={t.fleet.department}>{line.department ?? t.none}</td>
      <td data-label={t.facts.told}>
        {line.toldMs === null ? t.time.never : <Time show={show} ms={line.toldMs} ago />}
      </td>
    </tr>
  )
}
