/** Computers without any backup, and those that were said to need none. */
import type { BackupJobsView, UncoveredHost } from '../collector/api/backup-views.ts'
import { Moment } from './backup-moment.tsx'
import { PostForm } from './fields.tsx'
import type { Show } from './show.ts'

interface Props {
  readonly show: Show
  readonly view: BackupJobsView
}

export function Uncovered({ show, view }: Props) {
  const texts = show.t.backupJobs
  const more = view.uncoveredCount - view.uncovered.length
  return (
    <section id="uncovered">
      <h2>{texts.uncovered}</h2>
      <p class="lead">{texts.uncoveredLead}</p>
      {view.uncovered.length === 0 ? (
        <p class="empty">{texts.noUncovered}</p>
      ) : (
        <table>
          <caption class="hide">{texts.uncovered}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.computer}</th>
              <th scope="col">{texts.withoutSince}</th>
              <th scope="col">{texts.waive}</th>
            </tr>
          </thead>
          <tbody>
            {view.uncovered.map((host) => (
              <UncoveredRow key={host.hostId} show={show} host={host} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p class="help">{texts.uncoveredMore(more)}</p>}
    </section>
  )
}

function UncoveredRow({ show, host }: { readonly show: Show; readonly host: UncoveredHost }) {
  const texts = show.t.backupJobs
  const action = `/backup-hosts/${encodeURIComponent(host.hostId)}/waive`
  return (
    <tr>
      <th scope="row">
        <a href={`/hosts/${encodeURIComponent(host.hostId)}#backup`}>{host.name}</a>
        {host.department && <small> {host.department}</small>}
      </th>
      <td>
        <Moment show={show} ms={host.withoutSinceMs} />
      </td>
      <td>
        {host.waiver && `${host.waiver.reason} (${texts.waivedBy(host.waiver.by)})`}
        {show.frame.may.act && host.waiver && (
          <PostForm show={show} action={action}>
            <button class="small second" name="again" value="1">
              {texts.needAgain}
            </button>
          </PostForm>
        )}
        {show.frame.may.act && !host.waiver && (
          <PostForm show={show} action={action}>
            <input
              type="text"
              name="reason"
              aria-label={texts.reason}
              placeholder={texts.reason}
              maxLength={200}
              required
            />
            <button class="small">{texts.waive}</button>
          </PostForm>
        )}
      </td>
    </tr>
  )
}
