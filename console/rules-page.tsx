/** The rules in force: what each tells and when, its exceptions, and how often it was of no use. */
import type { RuleLine, RulesView } from '../collector/api/rules-views.ts'
import { alertTexts } from '../config/locales/alert-languages.ts'
import { measurementLabel } from '../config/locales/field-labels.ts'
import { ruleLevels, ruleScope } from '../config/locales/rule-summary.ts'
import type { RuleOverride } from '../config/rule.ts'
import { renderPage } from './layout.tsx'
import type { Show } from './show.ts'

export function rulesPage(show: Show, view: RulesView): string {
  const t = show.t.rules
  return renderPage({
    show,
    title: t.title,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <Faults {...{ show, view }} />
        <form class="filters" method="get" action="/rules" role="search">
          <div class="field">
            <label for="f-q">{t.search}</label>
            <input id="f-q" type="text" name="q" value={view.query} maxLength={100} />
          </div>
          <button>{t.find}</button>
          <output>{t.count(view.shown, view.total)}</output>
        </form>
        {view.groups.length === 0 && <p class="empty">{t.none}</p>}
        {view.groups.map(({ measurement, lines }) => (
          <section key={measurement ?? ''}>
            <h2>
              {measurement === null
                ? t.presence
                : measurementLabel(measurement, show.frame.language)}
            </h2>
            <table class="hosts">
              <caption class="hide">{measurement ?? t.presence}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.rule}</th>
                  <th scope="col">{t.when}</th>
                  <th scope="col">{t.exceptions}</th>
                  <th scope="col">{t.alerts(view.days)}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <Line key={line.rule.id} {...{ show, line }} />
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </>
    ),
  })
}

function Faults({ show, view }: { readonly show: Show; readonly view: RulesView }) {
  const t = show.t.rules
  if (view.faults.length === 0) return null
  return (
    <div class="notice warn" role="alert">
      <p>{t.faults}</p>
      <ul>
        {view.faults.slice(0, 20).map(({ file, line, text }) => (
          <li key={`${file}:${line}:${text}`}>
            <code>
              {file.split(/[\\/]/).at(-1)}:{line}
            </code>{' '}
            <span lang="en">{text}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Line({ show, line }: { readonly show: Show; readonly line: RuleLine }) {
  const { rule, alerts, useless, percent, above } = line
  const { t, frame } = show
  const { language } = frame
  const texts = alertTexts[language]
  const scope = ruleScope(rule, language)
  return (
    <tr>
      <th scope="row" class="w">
        <a href={`/rules/${encodeURIComponent(rule.id)}`}>
          {openTitle(texts.rules[rule.text]?.title ?? rule.id)}
        </a>
        <small>
          <code>{rule.id}</code>
          {scope !== '' && ` · ${scope}`}
        </small>
      </th>
      <td class="problems">
        {ruleLevels(rule, language).map(({ severity, when, clears }) => (
          <p key={severity}>
            <span>
              <b>{texts.severity[severity]}</b> {when}
              {clears !== '' && (
                <small class="soft">
                  {' '}
                  {t.rules.over} {clears}
                </small>
              )}
            </span>
          </p>
        ))}
      </td>
      <td class={rule.overrides.length === 0 ? 'lacks' : 'place'} data-label={t.rules.exceptions}>
        <div>
          {rule.overrides.map((one, at) => (
            <Exception key={at} {...{ show, one }} />
          ))}
        </div>
      </td>
      <td
        class={alerts === 0 ? 'lacks' : above ? 'place warn' : 'place'}
        data-label={t.rules.alerts(0)}
      >
        {alerts > 0 && t.rules.share(alerts, useless, percent)}
      </td>
    </tr>
  )
}

function Exception({ show, one }: { readonly show: Show; readonly one: RuleOverride }) {
  const t = show.t.rules
  const { critical, ...lists } = one.scope
  const named = Object.entries(lists).flatMap(([key, values]) =>
    values.length > 0 ? [`${t.scopes[key as keyof typeof lists]}: ${values.join(', ')}`] : [],
  )
  if (critical !== undefined) named.push(critical ? t.critical : t.notCritical)
  return (
    <details>
      <summary>{named.length > 0 ? named.join('; ') : t.everywhere}</summary>
      {/* With room between its parts, so that a phone can break it. */}
      <code>{JSON.stringify(one.set, null, 1)}</code>
    </details>
  )
}

/** The places of a title stay open: nothing has been found. */
export function openTitle(title: string): string {
  const text = title.replace(/\{\w+(?::\w+)?\}/g, '…')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
