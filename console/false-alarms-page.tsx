/** By rule, how many of its alerts were of no use, and what to change. */
import type { FalseAlarmsView } from '../collector/api/notify-views.ts'
import { renderPage } from './layout.tsx'
import type { Show } from './show.ts'

export function falseAlarmsPage(show: Show, view: FalseAlarmsView): string {
  const t = show.t.useless
  return renderPage({
    show,
    title: t.title,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead(view.days, view.limitPercent)}</p>
        {view.rules.length === 0 ? (
          <p class="empty">{t.none}</p>
        ) : (
          <table>
            <caption class="hide">{t.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t.rule}</th>
                <th scope="col">{t.alerts}</th>
                <th scope="col">{t.useless}</th>
                <th scope="col">{t.share}</th>
                <th scope="col">{t.suggestion}</th>
              </tr>
            </thead>
            <tbody>
              {view.rules.map((rule) => (
                <tr key={rule.ruleId}>
                  <th scope="row">{rule.ruleId}</th>
                  <td>{rule.alerts}</td>
                  <td>{rule.useless}</td>
                  <td class={rule.above ? 'warn' : undefined}>{rule.percent} %</td>
                  <td>
                    {rule.above && rule.mainReason !== null ? (
                      <>
                        <small>{t.reasons[rule.mainReason]}.</small>{' '}
                        {t.suggestions[rule.mainReason]}
                      </>
                    ) : (
                      <span class="soft">{t.fine}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </>
    ),
  })
}
