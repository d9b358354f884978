import type { AuditView } from '../collector/api/audit-views.ts'
import { renderPage, Time } from './layout.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import type { Show } from './show.ts'

export function auditPage(show: Show, view: AuditView): string {
  const { t } = show
  const words = new Map(Object.entries(t.audit.actions))
  return renderPage({
    show,
    title: t.audit.title,
    children: (
      <>
        <h1>{t.audit.title}</h1>
        <SettingsTabs show={show} />
        {view.entries.length === 0 ? (
          <p class="empty">{t.audit.none}</p>
        ) : (
          <table class="audit">
            <caption class="hide">{t.audit.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t.audit.when}</th>
                <th scope="col">{t.audit.who}</th>
                <th scope="col">{t.audit.did}</th>
                <th scope="col">{t.audit.what}</th>
                <th scope="col">{t.audit.details}</th>
              </tr>
            </thead>
            <tbody>
              {view.entries.map((entry) => (
                <tr key={entry.id}>
                  <td>
                    <Time show={show} ms={entry.atMs} />
                  </td>
                  <td>{entry.actor}</td>
                  <td>{words.get(entry.action) ?? entry.action}</td>
                  <td>{entry.subject}</td>
                  <td>
                    <small>{entry.details}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {view.olderThanId !== null && (
          <p>
            <a class="button" href={`/audit?before=${view.olderThanId}`}>
              {t.audit.older}
            </a>
          </p>
        )}
      </>
    ),
  })
}
