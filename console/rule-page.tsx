/** One rule: what it tells and when, its exceptions, and the form that makes one more. */
import type { ExceptionItem, RuleView } from '../collector/api/rules-views.ts'
import { alertTexts } from '../config/locales/alert-languages.ts'
import { fieldLabel, measurementLabel } from '../config/locales/field-labels.ts'
import { ruleLevels, ruleScope } from '../config/locales/rule-summary.ts'
import { Confirm } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { exceptionForm } from './rule-exception-form.tsx'
import { openTitle } from './rules-page.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: RuleView
}

export function rulePage(show: Show, view: RuleView): string {
  const { rule } = view
  const { language } = show.frame
  const words = alertTexts[language].rules[rule.text] ?? rule.texts?.[language]
  const title = openTitle(words?.title ?? rule.id)
  return renderPage({
    show,
    title,
    children: (
      <>
        <p>
          <a href="/rules">{show.t.rules.title}</a>
        </p>
        <h1>{title}</h1>
        <p class="lead">{words && openTitle(words.meaning)}</p>
        <Levels {...{ show, view }} />
        <Fields {...{ show, view }} />
        <Exceptions {...{ show, view }} />
        {show.frame.may.settings && exceptionForm(show, view)}
      </>
    ),
  })
}

function Levels({ show, view }: Part) {
  const { rule } = view
  const { language } = show.frame
  const scope = ruleScope(rule, language)
  return (
    <section class="card">
      <p class="soft">
        <code>{rule.id}</code>
        {rule.select.measurement && ` · ${measurementLabel(rule.select.measurement, language)}`}
        {scope !== '' && ` · ${scope}`}
      </p>
      {ruleLevels(rule, language).map(({ severity, when, clears }) => (
        <p key={severity}>
          <b>{alertTexts[language].severity[severity]}</b> {when}
          {clears !== '' && <small class="soft">{` ${show.t.rules.over} ${clears}`}</small>}
        </p>
      ))}
    </section>
  )
}

function Fields({ show, view }: Part) {
  const { measurement = '' } = view.rule.select
  if (view.fields.length === 0) return null
  return (
    <details>
      <summary>{show.t.rule.fields}</summary>
      <table>
        <caption class="hide">{show.t.rule.fields}</caption>
        <tbody>
          {view.fields.map(({ name, help }) => (
            <tr key={name}>
              <th scope="row">{fieldLabel(measurement, name, show.frame.language)}</th>
              <td>
                <code>{name}</code>
              </td>
              <td lang="en">{help}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Exceptions({ show, view }: Part) {
  const t = show.t.rule
  return (
    <section class="card">
      <h2>{show.t.rules.exceptions}</h2>
      <p class="help">{t.order}</p>
      {view.exceptions.length === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <table>
          <caption class="hide">{show.t.rules.exceptions}</caption>
          <thead>
            <tr>
              <th scope="col">{t.where}</th>
              <th scope="col">{t.set}</th>
              <th scope="col">{t.by}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.exceptions.map((item) => (
              <Line key={item.id ?? JSON.stringify(item)} {...{ show, view, item }} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Line({ show, view, item }: Part & { readonly item: ExceptionItem }) {
  const t = show.t.rule
  const action = `/rules/${encodeURIComponent(view.rule.id)}/exceptions/${item.id}/remove`
  return (
    <tr>
      <th scope="row">{placesText(show, item)}</th>
      <td>
        <code>{JSON.stringify(item.set, null, 1)}</code>
        {item.note !== '' && <small>{` ${item.note}`}</small>}
      </td>
      <td>
        {item.atMs === null ? (
          <code>{item.file}</code>
        ) : (
          <>
            {item.by} <Time show={show} ms={item.atMs} />
          </>
        )}
      </td>
      <td>
        {item.id !== null && show.frame.may.settings && (
          <Confirm show={show} label={show.t.remove} help={t.removeHelp} action={action} />
        )}
      </td>
    </tr>
  )
}

function placesText(show: Show, { places, critical }: ExceptionItem): string {
  const { rules, roles } = show.t
  const named = places.map(({ kind, names }) => {
    const said = names.map((name) => (kind === 'roles' ? wordOf(roles, name) : name))
    return `${rules.scopes[kind]}: ${said.join(', ')}`
  })
  if (critical !== null) named.push(critical ? rules.critical : rules.notCritical)
  return named.length > 0 ? named.join('; ') : rules.everywhere
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key
}
