/** Reads the form in which a backup job is declared. */
import { backupKinds, type BackupKind } from '../../../contract/catalogue/families/backup.ts'
import { scheduleFault } from '../../../config/schedule-fault.ts'
import type { HostRecord } from '../../model/hosts.ts'
import type { JobDeclaration, JobSchedule } from '../../state/backup-job.ts'
import type { Form } from '../form.ts'
import { jobLimits } from './job-limits.ts'

/** Periods that the form offers, in seconds; `cron` asks for a pattern. */
export const periods = ['3600', '43200', '86400', '604800', '2592000', 'cron'] as const
const declaredKinds: readonly BackupKind[] = backupKinds

/** The declaration, as far as the form says it; faults are in the form. */
export function declarationOf(form: Form, hosts: readonly HostRecord[]): JobDeclaration {
  const agentJob = form.text('agentJob', jobLimits.agentJobCharactersMax)
  return {
    hostId: hostOf(form, hosts),
    name: form.required('name', jobLimits.nameCharactersMax),
    kind: form.choice('kind', declaredKinds, 'data'),
    agentJob: agentJob === '' ? null : agentJob,
    schedule: scheduleOf(form),
    rotating: form.checked('rotating'),
  }
}

function hostOf(form: Form, hosts: readonly HostRecord[]): string {
  const wanted = form.required('host', 255)
  const named = hosts.filter(({ id, name }) => id === wanted || sameName(name, wanted))
  if (wanted !== '' && named.length !== 1) form.fail('host', 'bad_choice')
  return named[0]?.id ?? ''
}
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

export function scheduleOf(form: Form): JobSchedule {
  const period = form.choice('period', periods, '86400')
  const byPattern = period === 'cron'
  const zone = byPattern ? form.text('zone', jobLimits.zoneCharactersMax) : ''
  const schedule = {
    everySeconds: byPattern ? null : Number(period),
    cron: byPattern ? form.required('cron', jobLimits.cronCharactersMax) : null,
    zone: zone === '' ? null : zone,
    workingDays: form.checked('workingDays'),
    graceSeconds: form.whole('graceHours', 1, jobLimits.graceSecondsMax / 3600) * 3600,
    longestRunSeconds: form.whole('longestHours', 1, jobLimits.longestSecondsMax / 3600) * 3600,
  }
  const fault = jobScheduleFault(schedule)
  if (byPattern && fault !== undefined) form.fail('cron', 'bad_cron')
  return schedule
}

/** What is wrong with the times; undefined: nothing. */
export function jobScheduleFault(schedule: JobSchedule): string | undefined {
  return scheduleFault({
    every: schedule.everySeconds ?? undefined,
    cron: schedule.cron ?? undefined,
    zone: schedule.zone ?? undefined,
  })
}
