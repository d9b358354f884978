import { lastStop } from '../../../contract/catalogue/families/last-stop.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { parseWtmp } from './linux-stops.ts'
import { stopsOf, type StopRecord } from './stops.ts'
import { parseWindowsStops } from './windows-stops.ts'

const weekMs = 7 * 86_400_000
/** The newest 2,500 records. */
const wtmpBytesMax = 384 * 2500
const crashFolders = ['/sys/fs/pstore', '/var/crash']

export const lastStopSource: Source = {
  name: 'last_stop',
  beat: 'protection',
  timeoutMs: 120_000,
  platforms: ['linux', 'win32'],
  measurements: [lastStop.name],
  about: [
    {
      platform: 'linux',
      read: '/var/log/wtmp, /sys/fs/pstore, /var/crash',
      privilege: 'user',
      cost: 'one file',
      tried: 'written records; this machine keeps an empty wtmp',
    },
    {
      platform: 'win32',
      read: 'system log: Kernel-General 12 and 13, Kernel-Power 41, WER 1001',
      privilege: 'user',
      cost: 'a part of the query',
      tried: 'written entries; no real Windows',
    },
  ],
  start:
    () =>
    async ({ host, clock }) => [toReading(await recordsOf(host), clock.now())],
}

async function recordsOf(host: Host): Promise<readonly StopRecord[]> {
  if (host.platform === 'win32') {
    return parseWindowsStops(windowsSection(await host.windows('slow'), 'stops'))
  }
  const records = parseWtmp(await wtmp(host))
  if (!records) throw new Unknown('bad_output', '/var/log/wtmp is of another layout')
  return [...records, ...(await crashTraces(host))]
}

async function wtmp(host: Host): Promise<Buffer> {
  try {
    return await host.readBytes('/var/log/wtmp', wtmpBytesMax, 'end')
  } catch (error) {
    if (error instanceof NotPresent) {
      throw new Unknown('not_supported', 'This system keeps no wtmp')
    }
    throw error
  }
}

async function crashTraces(host: Host): Promise<readonly StopRecord[]> {
  const paths = crashFolders.flatMap((folder) =>
    host
      .list(folder)
      .slice(0, 64)
      .map((name) => `${folder}/${name}`),
  )
  const found = await Promise.all(paths.map((path) => host.fileInfo(path)))
  return found.flatMap((info) =>
    info && info.modifiedMs > 0 ? [{ kind: 'trace' as const, atMs: info.modifiedMs }] : [],
  )
}

function toReading(records: readonly StopRecord[], nowMs: number): Reading {
  const stops = stopsOf(records).filter(({ startedMs }) => startedMs <= nowMs)
  const last = stops.at(-1)
  if (!last) throw new NotPresent('It has not been started twice since its records begin')
  const unclean = stops.filter(
    ({ cause, startedMs }) =>
      (cause === 'power_lost' || cause === 'crash') && nowMs - startedMs <= weekMs,
  )
  return reading(
    lastStop,
    {},
    {
      cause: last.cause,
      reason: 'none',
      stopped: last.stoppedMs === undefined ? null : Math.floor(last.stoppedMs / 1000),
      started: Math.floor(last.startedMs / 1000),
      unclean_week: unclean.length,
    },
  )
}
