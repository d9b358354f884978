import { timeSync } from '../../../contract/catalogue/families/time-sync.ts'
import { reading, type FieldsOf } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import { fieldsOf, instantOf, numberOf, textOf } from '../parts/narrow.ts'
import type { Source } from '../source.ts'

type Fields = FieldsOf<typeof timeSync>

const timesyncdMark = '/run/systemd/timesync/synchronized'
const chronyc = '/usr/bin/chronyc'
const serviceRuns = 4
/** chrony's reference id of the computer's own clock (`local` in its configuration). */
const ownClock = '7F7F0101'

export const timeSyncSource: Source = {
  name: 'time_sync',
  beat: 'protection',
  timeoutMs: 120_000,
  platforms: ['linux', 'win32'],
  measurements: [timeSync.name],
  about: [
    {
      platform: 'linux',
      read: '`chronyc tracking` where chrony is installed, the mark of systemd-timesyncd, the drift file of ntpd',
      privilege: 'user',
      cost: 'a file, or one program',
      tried: 'written output',
    },
    {
      platform: 'win32',
      read: 'service W32Time, its registry, Time-Service events 35 and 37',
      privilege: 'user',
      cost: 'a part of the query',
      tried: 'written answers; no real Windows',
    },
  ],
  start:
    () =>
    async ({ host, clock }) => {
      const fields =
        host.platform === 'win32' ? await windows(host) : await linux(host, clock.now())
      return [reading(timeSync, {}, { reason: 'none', ...fields })]
    },
}

async function windows(host: Host): Promise<Fields> {
  const facts = fieldsOf(windowsSection(await host.windows('slow'), 'time'))
  const lastMs = instantOf(facts['last'])
  const last = lastMs === undefined ? null : Math.floor(lastMs / 1000)
  const off = textOf(facts['type']) === 'NoSync' || numberOf(facts['service']) === 0
  if (off) return { state: 'off', service: 'w32time', last }
  // Windows starts the service once a week on computers outside a domain: an entry is the proof.
  const runs = numberOf(facts['service']) === serviceRuns
  const state = last !== null ? 'synchronised' : runs ? 'not_synchronised' : 'unknown'
  return {
    state,
    service: 'w32time',
    last,
    ...(state === 'unknown' && { reason: 'not_supported' }),
  }
}

async function linux(host: Host, nowMs: number): Promise<Fields> {
  const chrony = await chronyState(host, nowMs)
  if (chrony) return chrony
  if (host.list('/run/systemd').includes('timesync')) {
    const mark = await host.fileInfo(timesyncdMark)
    return {
      state: mark ? 'synchronised' : 'not_synchronised',
      service: 'timesyncd',
      last: mark && mark.modifiedMs > 0 ? Math.floor(mark.modifiedMs / 1000) : null,
    }
  }
  const drift = await firstInfo(host, ['/var/lib/ntpsec/ntp.drift', '/var/lib/ntp/ntp.drift'])
  if (!drift) return { state: 'off' }
  // ntpd writes it every hour while it is synchronised.
  const fresh = nowMs - drift.modifiedMs < 3 * 3_600_000
  return {
    state: fresh ? 'synchronised' : 'not_synchronised',
    service: 'ntpd',
    last: Math.floor(drift.modifiedMs / 1000),
  }
}

/** Comma-separated: id, name, stratum, reference time, …, leap status as the 14th; 0 to 2 are fine. */
async function chronyState(host: Host, nowMs: number): Promise<Fields | undefined> {
  try {
    const { stdout, exitCode } = await host.run(chronyc, ['-c', 'tracking'], { timeoutMs: 5000 })
    const words = stdout.trim().split(',')
    const leap = words[13]
    if (exitCode !== 0 || leap === undefined)
      return { state: 'not_synchronised', service: 'chrony' }
    const last = Number(words[3])
    return {
      state:
        words[0] !== ownClock && /^(?:Normal|Insert second|Delete second|[012])$/.test(leap)
          ? 'synchronised'
          : 'not_synchronised',
      service: 'chrony',
      last: Number.isFinite(last) && last > 0 && last * 1000 <= nowMs ? Math.floor(last) : null,
    }
  } catch (error) {
    if (error instanceof NotPresent) return undefined
    throw error
  }
}

async function firstInfo(host: Host, paths: readonly string[]) {
  for (const path of paths) {
    const info = await host.fileInfo(path)
    if (info) return info
  }
  return undefined
}
