/** Health of physical disks. Once an hour; in between nothing is asked and nothing is sent. */
import { smartAttribute } from '../../../contract/catalogue/families/smart-attribute.ts'
import { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import type { About, Source } from '../source.ts'
import { diskNames } from './linux-disks.ts'
import { readLinux } from './linux-smart.ts'
import { readMac } from './mac-smart.ts'
import { diskRows } from './rows.ts'
import { SmartctlReader, type KnownDisk } from './smartctl-reader.ts'
import { readWindows } from './windows-smart.ts'

/** Windows' and macOS's own words; smartctl keeps its own time (smartctl-reader.ts). */
const everyMs = 3_600_000 - 450_000
const sourceTimeoutMs = 180_000

export const smartSource: Source = {
  name: 'smart',
  beat: 'protection',
  timeoutMs: sourceTimeoutMs,
  platforms: ['linux', 'win32', 'darwin'],
  about: about(),
  measurements: [smartDevice.name, smartAttribute.name],
  start: ({ host, clock }) => {
    const reader = new SmartctlReader(host, clock)
    let nextMs = -Infinity
    let before = ''
    /** What went wrong at the last reading is true until the next one. */
    let refused: NotPresent | Unknown | undefined
    return async ({ signal }) => {
      const names = host.platform === 'linux' ? diskNames(host) : host.platform
      const nowMs = clock.monotonic()
      if (names === before && nowMs < nextMs && !(refused === undefined && reader.due(names))) {
        if (refused) throw refused
        return []
      }
      before = names
      nextMs = nowMs + everyMs
      refused = undefined
      try {
        return rowsOf(await readDisks(host, reader, names, signal))
      } catch (error) {
        if (error instanceof NotPresent || error instanceof Unknown) refused = error
        throw error
      }
    }
  },
}

function readDisks(
  host: Host,
  reader: SmartctlReader,
  names: string,
  signal: AbortSignal,
): Promise<readonly KnownDisk[]> {
  if (host.platform === 'linux') return readLinux(host, reader, names, signal)
  return host.platform === 'win32'
    ? readWindows(host, reader, signal)
    : readMac(host, reader, signal)
}

/** When all disks refuse an agent without rights, that is one finding and not one a disk. */
function rowsOf(disks: readonly KnownDisk[]): readonly Reading[] {
  const refused = disks.filter(
    ({ facts }) => facts.passed === null && facts.unknownReason === 'no_privilege',
  )
  if (refused.length > 0 && refused.length === disks.length) {
    throw new Unknown('no_privilege', 'Only an administrator may read the health of disks')
  }
  return disks.flatMap(({ facts, ageSeconds, asleep }) => diskRows(facts, { ageSeconds, asleep }))
}

function about(): readonly About[] {
  return [
    {
      platform: 'linux',
      read: '/sys/block; smartctl --scan-open, then smartctl -x for each disk; nvme-cli where smartctl is missing',
      privilege: 'administrator',
      cost: 'measured: 15 ms a disk and the disk’s own time, once an hour; a sleeping disk is not woken',
      tried:
        'recordings of 27 disks (SATA, NVMe, SAS, USB, RAID members); smartctl 7.3 on a virtual machine',
    },
    {
      platform: 'win32',
      read: 'sections physicalDisks, diskDrives and smartPredict of the Windows query; smartctl.exe where installed',
      privilege: 'administrator',
      cost: 'expected: part of the slow query, 0.3 to 1 s; smartctl as on Linux',
      tried: 'recordings of two notebooks; not on a real system',
    },
    {
      platform: 'darwin',
      read: 'system_profiler (SMART status), diskutil; smartctl where installed',
      privilege: 'user',
      cost: 'expected: 0.3 to 2 s, once an hour',
      tried: 'recordings; untested on hardware',
    },
  ]
}
