/** A host's protection, backups, disks, access and signs, as it told them. */
import type { FactGroupView, FactSectionView } from '../collector/api/fact-views.ts'
import { factText, groupText, headingText } from './fact-text.ts'
import { Time } from './layout.tsx'
import type { Show } from './show.ts'

export function FactSections({
  show,
  sections,
}: {
  readonly show: Show
  readonly sections: readonly FactSectionView[]
}) {
  const { t } = show
  return (
    <>
      {sections.map(({ name, groups }) => (
        <section key={name} id={name}>
          <h2>{t.facts.sections[name]}</h2>
          <div class="graphs">
            {groups.map((group) =>
              group.several ? (
                <Several key={group.measurement} show={show} group={group} />
              ) : (
                <Single key={group.measurement} show={show} group={group} />
              ),
            )}
          </div>
        </section>
      ))}
    </>
  )
}

interface GroupProps {
  readonly show: Show
  readonly group: FactGroupView
}

function Single({ show, group }: GroupProps) {
  const { t } = show
  const [item] = group.items
  if (!item) return null
  return (
    <section class="card">
      <h3>{groupText(t, group.measurement)}</h3>
      <dl class="facts">
        {item.cells.map((cell) => (
          <div key={cell.field}>
            <dt>{headingText(t, cell.field, group.measurement)}</dt>
            <dd>{factText(show, cell)}</dd>
          </div>
        ))}
      </dl>
      <p class="help">
        {t.facts.told} <Time show={show} ms={item.timeMs} ago />
      </p>
    </section>
  )
}

function Several({ show, group }: GroupProps) {
  const { t } = show
  return (
    <section class="card wide">
      <h3>{groupText(t, group.measurement)}</h3>
      <table>
        <caption class="hide">{groupText(t, group.measurement)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.facts.which}</th>
            {group.fields.map((field) => (
              <th scope="col" key={field}>
                {headingText(t, field, group.measurement)}
              </th>
            ))}
            <th scope="col">{t.facts.told}</th>
          </tr>
        </thead>
        <tbody>
          {group.items.map((item) => (
            <tr key={item.label}>
              <th scope="row">
                {group.measurement === 'system_signal' ? wordOf(show, item.label) : item.label}
              </th>
              {group.fields.map((field) => {
                const cell = item.cells.find((one) => one.field === field)
                return <td key={field}>{cell ? factText(show, cell) : t.none}</td>
              })}
              <td>
                <Time show={show} ms={item.timeMs} ago />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function wordOf(show: Show, word: string): string {
  return factText(show, { field: 'kind', value: word, unit: 'word' })
}
