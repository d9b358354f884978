/** All declared backup jobs, and the computers that have no backup at all. */
import type { BackupJobRow, BackupJobsView, JobGroup } from '../collector/api/backup-views.ts'
import { newSchedule, ScheduleFields } from './backup-jobs-fields.tsx'
import { scheduleText, stateMarks } from './backup-jobs-words.ts'
import { Input, PostForm, Select, stateOf } from './fields.tsx'
import { renderPage } from './layout.tsx'
import { Moment } from './backup-moment.tsx'
import { Uncovered } from './backup-jobs-uncovered.tsx'
import { Mark } from './marks.tsx'
import { PageLinks } from './page-links.tsx'
import type { Show } from './show.ts'

const groups: readonly (readonly [JobGroup, string, string])[] = [
  ['missed', 'critical', 'bad'],
  ['attention', 'warning', 'warn'],
  ['good', 'done', 'ok'],
  ['waiting', 'never_seen', 'off'],
  ['waived', 'off', 'off'],
]

interface Props {
  readonly show: Show
  readonly view: BackupJobsView
}

export function backupJobsPage(show: Show, view: BackupJobsView): string {
  const texts = show.t.backupJobs
  return renderPage({
    show,
    title: texts.title,
    children: (
      <>
        <h1>{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
        <Tally show={show} view={view} />
        <Filters show={show} view={view} />
        <Jobs show={show} view={view} />
        <PageLinks
          show={show}
          page={view.page}
          pageCount={view.pageCount}
          address={(page) => addressOf(view, { page: String(page) })}
        />
        {show.frame.may.act && <Declare show={show} view={view} />}
        <Uncovered show={show} view={view} />
      </>
    ),
  })
}

function Tally({ show, view }: Props) {
  const texts = show.t.backupJobs
  return (
    <nav class="tally" aria-label={texts.state}>
      {groups.map(([group, mark, tone]) => {
        const here = view.filter.group === group
        return (
          <a
            key={group}
            class={view.counts[group] > 0 ? tone : 'off'}
            href={addressOf(view, { state: here ? '' : group })}
            aria-current={here ? 'true' : undefined}
          >
            <Mark name={mark} />
            <b>{view.counts[group]}</b>
            <span>{texts.groups[group]}</span>
          </a>
        )
      })}
    </nav>
  )
}

function Filters({ show, view }: Props) {
  const { t } = show
  if (view.total === 0) return null
  return (
    <form class="filters" method="get" action="/backup-jobs">
      <input type="hidden" name="state" value={view.filter.group} />
      <div class="field">
        <label for="f-q">{t.backupJobs.search}</label>
        <input id="f-q" type="text" name="q" value={view.filter.search} maxLength={100} />
      </div>
      <button>{t.fleet.filter}</button>
      <output>{t.fleet.shown(view.matched, view.total)}</output>
    </form>
  )
}

function Jobs({ show, view }: Props) {
  const texts = show.t.backupJobs
  if (view.rows.length === 0)
    return <p class="empty">{view.total === 0 ? texts.noJobs : texts.noneMatch}</p>
  return (
    <table class="hosts">
      <caption class="hide">{texts.title}</caption>
      <thead>
        <tr>
          {[
            texts.job,
            texts.computer,
            texts.state,
            texts.lastSuccess,
            texts.nextDue,
            texts.schedule,
            texts.restoreTested,
          ].map((word) => (
            <th scope="col" key={word}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Job key={row.job.id} show={show} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Job({ show, row }: { readonly show: Show; readonly row: BackupJobRow }) {
  const texts = show.t.backupJobs
  const { job, judgement } = row
  const [mark, tone] = stateMarks[judgement.state]
  const reason = judgement.why === 'none' ? null : texts.reasons[judgement.why]
  return (
    <tr>
      <th scope="row">
        <a href={`/backup-jobs/${job.id}`}>{job.name}</a>
      </th>
      <td data-label={texts.computer}>
        <a href={`/hosts/${encodeURIComponent(job.hostId)}#backup`}>{row.hostName}</a>
        {row.department && <small> {row.department}</small>}
      </td>
      <td class={tone} data-label={texts.state}>
        <Mark name={mark} /> {texts.states[judgement.state]}
        {reason && <p class="help">{reason}</p>}
        {judgement.overlapping && <p class="help">{texts.overlapping}</p>}
      </td>
      <td data-label={texts.lastSuccess}>
        <Moment show={show} ms={judgement.lastSuccessMs} ago />
      </td>
      <td data-label={texts.nextDue}>
        <Moment show={show} ms={judgement.nextDueMs} />
      </td>
      <td data-label={texts.schedule}>{scheduleText(show, job.schedule)}</td>
      <td class={row.restoreOverdue ? 'warn' : undefined} data-label={texts.restoreTested}>
        {row.restoreOverdue && <Mark name="warning" />}{' '}
        <Moment show={show} ms={job.restoreTestedMs} ago />
      </td>
    </tr>
  )
}

function addressOf({ filter }: BackupJobsView, change: Readonly<Record<string, string>>): string {
  const wanted = Object.entries({ state: filter.group, q: filter.search, ...change }).filter(
    ([, value]) => value !== '',
  )
  const query = new URLSearchParams(wanted).toString()
  return `/backup-jobs${query === '' ? '' : `?${query}`}`
}

function Declare({ show, view }: Props) {
  const { t } = show
  const texts = t.backupJobs
  const form = stateOf(view.form, 'job')
  const base = { show, form, scope: 'job' }
  return (
    <details class="card more" open={form !== null || view.total === 0}>
      <summary>
        <h2>{texts.declare}</h2>
      </summary>
      <PostForm show={show} action="/backup-jobs" class="fields">
        <Input {...base} name="name" label={texts.name} maxLength={64} required />
        <Input
          {...base}
          name="host"
          label={texts.computer}
          help={texts.computerHelp}
          maxLength={255}
          required
        />
        <Select
          {...base}
          name="kind"
          label={texts.kind}
          value="data"
          options={Object.entries(texts.kinds)}
        />
        <ScheduleFields {...base} schedule={newSchedule} rotating={false} />
        <Input
          {...base}
          name="agentJob"
          label={`${texts.agentJob} (${t.optional})`}
          help={texts.agentJobHelp}
          maxLength={128}
        />
        <button>{texts.declare}</button>
      </PostForm>
    </details>
  )
}
