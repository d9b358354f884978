/** How a systemd unit that makes a backup last ended (`systemctl show`); forgotten at each start. */
import { Unknown } from '../../host/host.ts'
import { exactUtc } from './instant.ts'
import { declaredJob, type JobFacts, type JobReader } from './job.ts'
import type { TimerOptions } from './options.ts'

const program = '/usr/bin/systemctl'
const properties =
  '--property=LoadState,ActiveState,Result,ExecMainStatus,ExecMainStartTimestamp,ExecMainExitTimestamp'

export function timersReader(all: readonly TimerOptions[]): JobReader {
  return {
    everyMs: 0,
    read: async ({ host }) => {
      const jobs = []
      for (const { name, unit, kind, target } of all) {
        const job = {
          job: `systemd_timer:${name}`,
          product: 'systemd_timer',
          kind,
          target,
        } as const
        jobs.push(
          await declaredJob(job, async () => {
            const { exitCode, stdout } = await host.run(program, ['show', unit, properties])
            if (exitCode !== 0) throw new Unknown('not_supported', 'systemd does not run here')
            return decodeUnit(stdout)
          }),
        )
      }
      return jobs
    },
  }
}

export function decodeUnit(text: string): JobFacts {
  const found = new Map<string, string>()
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=')
    if (equals > 0) found.set(line.slice(0, equals), line.slice(equals + 1).trim())
  }
  const state = found.get('LoadState')
  if (state === undefined) return { state: 'unknown', reason: 'bad_output' }
  if (state !== 'loaded') return { state: 'unknown', reason: 'not_configured', detail: 'no_unit' }
  const startMs = systemdTime(found.get('ExecMainStartTimestamp'))
  const endMs = systemdTime(found.get('ExecMainExitTimestamp'))
  if (/^(?:active|activating)$/.test(found.get('ActiveState') ?? '') && startMs !== undefined) {
    if (endMs === undefined || endMs < startMs) return { state: 'running', lastAttemptMs: startMs }
  }
  if (endMs === undefined) {
    return { state: 'unknown', reason: 'not_supported', detail: 'no_run_since_start' }
  }
  const status = Number(found.get('ExecMainStatus'))
  const exitCode = Number.isSafeInteger(status) ? status : undefined
  const good = found.get('Result') === 'success'
  return {
    state: good ? 'ok' : 'failed',
    detail: good
      ? undefined
      : found
          .get('Result')
          ?.replace(/[^a-z-]/g, '')
          .slice(0, 40),
    lastAttemptMs: endMs,
    lastSuccessMs: good ? endMs : undefined,
    durationSeconds:
      startMs !== undefined && endMs >= startMs ? (endMs - startMs) / 1000 : undefined,
    exitCode,
  }
}

/** "Sun 2026-11-22 16:00:53 UTC", as systemd writes it with TZ=UTC. */
export function systemdTime(text: string | undefined): number | undefined {
  const found = /(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d+)? UTC$/.exec(text ?? '')
  return found ? exactUtc(found.slice(1).map(Number)) : undefined
}
