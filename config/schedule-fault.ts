import { Cron } from 'croner'

/** What is wrong with the times of a schedule rule; undefined: nothing. */
export function scheduleFault(written: {
  readonly every?: number | undefined
  readonly cron?: string | undefined
  readonly zone?: string | undefined
}): string | undefined {
  if ((written.every === undefined) === (written.cron === undefined)) {
    return 'a schedule has either "every" or "cron"'
  }
  if (written.cron === undefined) return undefined
  try {
    const probe = new Cron(written.cron, { paused: true, timezone: written.zone ?? 'UTC' })
    return probe.nextRun() ? undefined : `"${written.cron}" never comes`
  } catch (error) {
    return `"${written.cron}" is no cron pattern: ${String(error instanceof Error ? error.message : error)}`
  }
}
