/** Fields in which a job's times are set: for a new job, and for one that is there. */
import type { FormState } from '../collector/api/page-views.ts'
import type { JobSchedule } from '../collector/api/backup-views.ts'
import { Check, Input, Select } from './fields.tsx'
import type { Show } from './show.ts'

export const newSchedule: JobSchedule = {
  everySeconds: 86_400,
  cron: null,
  zone: null,
  workingDays: true,
  graceSeconds: 6 * 3600,
  longestRunSeconds: 12 * 3600,
}

export function ScheduleFields({
  show,
  form,
  scope,
  schedule,
  rotating,
}: {
  readonly show: Show
  readonly form: FormState | null
  readonly scope: string
  readonly schedule: JobSchedule
  readonly rotating: boolean
}) {
  const texts = show.t.backupJobs
  const base = { show, form, scope }
  return (
    <>
      <Select
        {...base}
        name="period"
        label={texts.period}
        value={schedule.cron === null ? String(schedule.everySeconds) : 'cron'}
        options={periodOptions(texts.periods, schedule)}
      />
      <Check
        {...base}
        name="workingDays"
        label={texts.workingDays}
        checked={schedule.workingDays}
      />
      <Input
        {...base}
        name="cron"
        label={`${texts.cron} (${show.t.optional})`}
        help={texts.cronHelp}
        value={schedule.cron ?? ''}
        maxLength={100}
      />
      <Input
        {...base}
        name="zone"
        label={`${texts.zone} (${show.t.optional})`}
        help={texts.zoneHelp}
        value={schedule.zone ?? ''}
        maxLength={60}
      />
      <Hours {...base} schedule={schedule} />
      <Check
        {...base}
        name="rotating"
        label={texts.rotating}
        help={texts.rotatingHelp}
        checked={rotating}
      />
    </>
  )
}

function Hours({
  schedule,
  ...base
}: {
  readonly show: Show
  readonly form: FormState | null
  readonly scope: string
  readonly schedule: JobSchedule
}) {
  const texts = base.show.t.backupJobs
  const hours = { type: 'number', min: 1, required: true } as const
  return (
    <>
      <Input
        {...base}
        {...hours}
        name="graceHours"
        label={texts.graceHours}
        value={String(Math.max(1, Math.round(schedule.graceSeconds / 3600)))}
        max={336}
      />
      <Input
        {...base}
        {...hours}
        name="longestHours"
        label={texts.longestHours}
        value={String(Math.max(1, Math.round(schedule.longestRunSeconds / 3600)))}
        max={168}
      />
    </>
  )
}

/** Shortest first, the pattern last: an object with numbers as keys is already so. */
function periodOptions(
  words: Readonly<Record<string, string>>,
  { everySeconds }: JobSchedule,
): (readonly [string, string])[] {
  const known = Object.entries(words)
  const own = everySeconds === null || String(everySeconds) in words ? [] : [everySeconds]
  return [...own.map((seconds) => [String(seconds), `${seconds / 3600} h`] as const), ...known]
}
