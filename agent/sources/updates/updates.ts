import { update } from '../../../contract/catalogue/families/update.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Clock } from '../../../lib/clock.ts'
import { Unknown, type Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { LinuxUpdateReader } from './linux.ts'
import { parseMacUpdates } from './macos.ts'
import type { Pending, UpdateHistory } from './pending.ts'
import { parseWindowsHistory, parseWindowsUpdates } from './windows.ts'

type State = NonNullable<FieldsOf<typeof update>['state']>

const dayMs = 86_400_000
const macFile = '/Library/Preferences/com.apple.SoftwareUpdate.plist'

export const updatesSource: Source = {
  name: 'updates',
  beat: 'protection',
  timeoutMs: 180_000,
  platforms: ['linux', 'win32', 'darwin'],
  measurements: [update.name],
  about: [
    {
      platform: 'linux',
      read: '`apt-get -s dist-upgrade` or `dnf -C check-update`, only when the lists or what is installed changed; /run/reboot-required, /lib/modules',
      privilege: 'user',
      cost: 'apt 2.5 s of processor time a run (measured), else under 1 ms',
      tried: 'apt for real, dnf by written output',
    },
    {
      platform: 'win32',
      read: 'Windows Update Agent without the network (once a day), its last dates and the signs of a restart (every 15 min)',
      privilege: 'user',
      cost: 'a search 2 to 10 s in Windows’ own service (expected)',
      tried: 'written answers; no real Windows',
    },
    {
      platform: 'darwin',
      read: 'com.apple.SoftwareUpdate.plist; no scan is started',
      privilege: 'user',
      cost: 'one file',
      tried: 'a recorded file; no hardware',
    },
  ],
  start: () => {
    const linux = new LinuxUpdateReader()
    return async ({ host, clock }) => {
      if (host.platform === 'win32') return [await readWindows(host, clock)]
      if (host.platform === 'darwin') return [await readMac(host, clock)]
      const { manager, pending, history } = await linux.read(host)
      return [toReading(manager, pending, history, clock)]
    }
  },
}

/** The search is of once a day; the rest is fresher. One that failed leaves the rest known. */
async function readWindows(host: Host, clock: Clock): Promise<Reading> {
  const slow = await host.windows('slow')
  const sections = {
    last: sectionOrNothing(slow, 'wuLast'),
    reboot: sectionOrNothing(slow, 'reboot'),
    policy: sectionOrNothing(slow, 'wuPolicy'),
  }
  const history = parseWindowsHistory(sections)
  try {
    const pending = parseWindowsUpdates(windowsSection(await host.windows('daily'), 'updates'))
    if (!pending) throw new Unknown('provider_failed', 'The search for updates failed')
    return toReading('windows', pending, history, clock)
  } catch (error) {
    if (!(error instanceof Unknown) || Object.values(history).every(isUndefined)) throw error
    return reading(
      update,
      { manager: 'windows' },
      { state: 'unknown', reason: error.reason, ...historyFields(history) },
    )
  }
}

function sectionOrNothing(facts: Awaited<ReturnType<Host['windows']>>, name: string): unknown {
  return Object.hasOwn(facts.sections, name) ? facts.sections[name] : undefined
}

function isUndefined(value: unknown): boolean {
  return value === undefined
}

async function readMac(host: Host, clock: Clock): Promise<Reading> {
  const facts = parseMacUpdates(await host.readText(macFile))
  if (!facts) throw new Unknown('bad_output', 'The list of software updates cannot be understood')
  return toReading('macos', facts, facts, clock)
}

function toReading(
  manager: 'windows' | 'apt' | 'dnf' | 'macos',
  { pending, security, oldestSecurityMs }: Pending,
  history: UpdateHistory,
  clock: Clock,
): Reading {
  const state: State =
    (security ?? 0) > 0 ? 'security_pending' : pending > 0 ? 'pending' : 'current'
  return reading(
    update,
    { manager },
    {
      state,
      reason: 'none',
      pending,
      security,
      security_age: ageDays(security, oldestSecurityMs, clock),
      ...historyFields(history),
    },
  )
}

function ageDays(
  security: number | null,
  oldestMs: number | undefined,
  clock: Clock,
): number | null {
  if (security === 0) return 0
  return oldestMs === undefined ? null : Math.max(0, Math.floor((clock.now() - oldestMs) / dayMs))
}

function historyFields(history: UpdateHistory) {
  return {
    last_install: seconds(history.lastInstallMs),
    last_check: seconds(history.lastCheckMs),
    reboot_pending: history.rebootPending ?? null,
    automatic: history.automatic ?? null,
    paused_until: seconds(history.pausedUntilMs),
  }
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.floor(ms / 1000)
}
