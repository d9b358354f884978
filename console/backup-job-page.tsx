/** One declared backup job: its state, address, times, restore tests and waiver. */
import type { ComponentChildren } from 'preact'
import type { BackupJobView } from '../collector/api/backup-views.ts'
import { ScheduleFields } from './backup-jobs-fields.tsx'
import { RestoreTests } from './backup-job-tests.tsx'
import { Moment } from './backup-moment.tsx'
import { scheduleText, stateMarks } from './backup-jobs-words.ts'
import { Secret } from './command.tsx'
import { Confirm, Input, PostForm, stateOf } from './fields.tsx'
import { renderPage } from './layout.tsx'
import { Mark } from './marks.tsx'
import { quantity } from './quantity.ts'
import type { Show } from './show.ts'

interface Props {
  readonly show: Show
  readonly view: BackupJobView
}

export function backupJobPage(show: Show, view: BackupJobView): string {
  const texts = show.t.backupJobs
  const { row } = view
  const { job, hostName } = row
  const may = show.frame.may.act
  return renderPage({
    show,
    title: `${job.name} · ${hostName}`,
    children: (
      <>
        <p>
          <a href="/backup-jobs">{texts.back}</a>
        </p>
        <h1>{job.name}</h1>
        <p class="lead">
          <a href={`/hosts/${encodeURIComponent(job.hostId)}#backup`}>{hostName}</a> ·{' '}
          {texts.kinds[job.kind]} · {scheduleText(show, job.schedule)}
        </p>
        <Facts show={show} view={view} />
        {may && <Address show={show} view={view} />}
        <RestoreTests show={show} view={view} />
        {may && <Schedule show={show} view={view} />}
        {may && <Waive show={show} view={view} />}
        {may && (
          <Confirm
            show={show}
            label={texts.remove}
            help={texts.removeHelp}
            action={`/backup-jobs/${job.id}/remove`}
          />
        )}
      </>
    ),
  })
}

function Facts({ show, view }: Props) {
  const { t, time } = show
  const texts = t.backupJobs
  const { judgement, seenByAgent } = view.row
  const [mark, tone] = stateMarks[judgement.state]
  const { sizePercent, durationSeconds, exitCode } = judgement
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    [texts.lastSuccess, <Moment show={show} ms={judgement.lastSuccessMs} ago />],
    [texts.lastAttempt, <Moment show={show} ms={judgement.lastAttemptMs} ago />],
    [texts.nextDue, <Moment show={show} ms={judgement.nextDueMs} />],
    [texts.missed, judgement.missed],
    [texts.failures, judgement.failures],
    [texts.size, sizePercent === null ? t.none : quantity(sizePercent, 'percent', t.lang)],
    [texts.duration, durationSeconds === null ? t.none : time.length(durationSeconds)],
    [texts.exitCode, exitCode ?? t.none],
  ]
  return (
    <section class="card fact-group">
      <h2 class={tone}>
        <Mark name={mark} /> {texts.states[judgement.state]}
      </h2>
      {judgement.why !== 'none' && <p>{texts.reasons[judgement.why]}</p>}
      {judgement.overlapping && <p class="warn">{texts.overlapping}</p>}
      <dl class="facts">
        {facts.map(([word, fact]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <p class="help">{seenByAgent ? texts.seenByAgent : texts.notSeenByAgent}</p>
    </section>
  )
}

function Address({ show, view }: Props) {
  const texts = show.t.backupJobs
  const { job } = view.row
  return (
    <section class="card">
      <h2>{texts.address}</h2>
      <p>{texts.addressHelp}</p>
      {view.url === null ? (
        <p class="help">{job.hasUrl ? texts.addressThere : texts.addressNone}</p>
      ) : (
        <Commands show={show} url={view.url} />
      )}
      <PostForm show={show} action={`/backup-jobs/${job.id}/url`}>
        <button class={job.hasUrl ? 'second' : undefined}>{texts.newAddress}</button>
      </PostForm>
    </section>
  )
}

/** The lines work as they are: PowerShell 5.1 speaks TLS 1.2 only when told. */
function Commands({ show, url }: { readonly show: Show; readonly url: string }) {
  const texts = show.t.backupJobs
  const curl = `curl -fsS -m 10 --retry 5 -o /dev/null`
  const lines = [
    [texts.curl, `${curl} ${url}`],
    [texts.curlRun, `${curl} ${url}/start; backup.sh; ${curl} ${url}/$?`],
    [
      texts.powershell,
      `[Net.ServicePointManager]::SecurityProtocol = 'Tls12'; Invoke-RestMethod -TimeoutSec 10 -Uri '${url}'`,
    ],
  ] as const
  return (
    <div class="ready" role="status">
      <p>{texts.addressMade}</p>
      <Secret show={show} id="ping-url" text={url} />
      <dl class="commands">
        {lines.map(([word, line], at) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>
              <Secret show={show} id={`ping-line-${at}`} text={line} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="help">{texts.trustHelp}</p>
    </div>
  )
}

function Schedule({ show, view }: Props) {
  const { job } = view.row
  const form = stateOf(view.form, 'schedule')
  const { schedule, rotating } = job
  return (
    <details class="card more" open={form !== null}>
      <summary>
        <h2>{show.t.backupJobs.schedule}</h2>
      </summary>
      <PostForm show={show} action={`/backup-jobs/${job.id}/schedule`} class="fields">
        <ScheduleFields {...{ show, form, schedule, rotating }} scope="schedule" />
        <button>{show.t.save}</button>
      </PostForm>
    </details>
  )
}

function Waive({ show, view }: Props) {
  const texts = show.t.backupJobs
  const { job } = view.row
  const action = `/backup-jobs/${job.id}/waive`
  const base = { show, form: stateOf(view.form, 'waive'), scope: 'waive' }
  return (
    <section class="card">
      <h2>{texts.waive}</h2>
      {job.waiver ? (
        <PostForm show={show} action={action}>
          <p>
            {job.waiver.reason} ({texts.waivedBy(job.waiver.by)})
          </p>
          <button name="again" value="1">
            {texts.needAgain}
          </button>
        </PostForm>
      ) : (
        <PostForm show={show} action={action} class="fields">
          <p class="help">{texts.waiveHelp}</p>
          <Input {...base} name="reason" label={texts.reason} maxLength={200} required />
          <button class="second">{texts.waive}</button>
        </PostForm>
      )}
    </section>
  )
}
