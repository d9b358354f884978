/** "Not useful": says of an alert why it was of no use, or takes that back. */
import type { AlertItem } from '../collector/api/page-views.ts'
import { PostForm } from './fields.tsx'
import type { Show } from './show.ts'

interface UselessProps {
  readonly show: Show
  readonly alert: AlertItem
  readonly back: string
}

export function UselessForm({ show, alert, back }: UselessProps) {
  const t = show.t.useless
  const action = `/alerts/${encodeURIComponent(alert.id)}/useless`
  if (alert.useless !== null)
    return (
      <PostForm show={show} action={action}>
        <input type="hidden" name="to" value={back} />
        <input type="hidden" name="reason" value="" />
        <span class="soft">{t.marked(t.reasons[alert.useless])}</span>{' '}
        <button class="plain small">{t.takeBack}</button>
      </PostForm>
    )
  return (
    <details class="confirm">
      <summary>{t.button}</summary>
      <PostForm show={show} action={action} class="fields">
        <input type="hidden" name="to" value={back} />
        <div class="field">
          <label for={`why-${alert.id}`}>{t.why}</label>
          <select id={`why-${alert.id}`} name="reason">
            {Object.entries(t.reasons).map(([reason, words]) => (
              <option key={reason} value={reason}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <div class="field grow">
          <label for={`note-${alert.id}`}>{t.note}</label>
          <input id={`note-${alert.id}`} name="note" maxLength={200} />
        </div>
        <button>{t.save}</button>
      </PostForm>
    </details>
  )
}
