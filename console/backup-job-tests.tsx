/** Restore tests of a job, as the officer registered them. */
import type { BackupJobView } from '../collector/api/backup-views.ts'
import { Input, PostForm, Select, stateOf } from './fields.tsx'
import { Time } from './layout.tsx'
import { Mark } from './marks.tsx'
import type { Show } from './show.ts'

interface Props {
  readonly show: Show
  readonly view: BackupJobView
}

export function RestoreTests({ show, view }: Props) {
  const texts = show.t.backupJobs
  return (
    <section class="card">
      <h2>{texts.restore}</h2>
      {view.row.restoreOverdue && (
        <p class="warn">
          <Mark name="warning" /> {texts.restoreOverdue}
        </p>
      )}
      {view.tests.length === 0 ? (
        <p class="empty">{texts.noTests}</p>
      ) : (
        <table>
          <caption class="hide">{texts.restore}</caption>
          <thead>
            <tr>
              {[texts.date, texts.result, texts.who, texts.note].map((word) => (
                <th scope="col" key={word}>
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.tests.map((test, at) => (
              <tr key={at}>
                <th scope="row">
                  <Time show={show} ms={test.atMs} ago />
                </th>
                <td>{texts.results[test.result]}</td>
                <td>{test.who}</td>
                <td>{test.note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {show.frame.may.act && <NewTest show={show} view={view} />}
    </section>
  )
}

function NewTest({ show, view }: Props) {
  const { t, frame } = show
  const texts = t.backupJobs
  const base = { show, form: stateOf(view.form, 'restore'), scope: 'restore' }
  const today = new Date(frame.nowMs).toISOString().slice(0, 10)
  return (
    <PostForm show={show} action={`/backup-jobs/${view.row.job.id}/restore`} class="fields">
      <p class="help">{texts.restoreHelp}</p>
      <Input {...base} name="date" label={texts.date} value={today} maxLength={10} required />
      <Select
        {...base}
        name="result"
        label={texts.result}
        value="good"
        options={Object.entries(texts.results)}
      />
      <Input
        {...base}
        name="who"
        label={texts.who}
        value={frame.viewer?.name ?? ''}
        maxLength={80}
        required
      />
      <Input {...base} name="note" label={`${texts.note} (${t.optional})`} maxLength={300} />
      <button>{texts.registerTest}</button>
    </PostForm>
  )
}
