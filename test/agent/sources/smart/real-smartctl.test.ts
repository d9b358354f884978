/** The real program on this machine: whatever its disks are, no crash and nothing invented. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { liveHost } from '../../../../agent/host/live.ts'
import { NotPresent, Unknown } from '../../../../agent/host/host.ts'
import { decodeScan } from '../../../../agent/sources/smart/scan.ts'
import { decodeSmartctl } from '../../../../agent/sources/smart/smartctl.ts'
import { smartSource } from '../../../../agent/sources/smart/smart.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { reader } from '../../../support/read-source.ts'
import { missing } from '../../../support/service.ts'

const program = '/usr/sbin/smartctl'
const host = liveHost(systemClock)

test.skipIf(missing(program, 'smartmontools'))('smartctl as Debian has it', async () => {
  const scanned = await host.run(program, ['--scan-open', '-j'])
  expect(decodeScan(scanned.stdout)).toBeDefined()
  const loop = ['-j', '-x', '-n', 'standby,0', '-d', 'auto', '/dev/loop0']
  if (existsSync('/dev/loop0')) {
    const { stdout, exitCode } = await host.run(program, loop)
    expect(decodeSmartctl(stdout, 'loop0', exitCode)).toMatchObject({
      outcome: 'unread',
      facts: { passed: null, temperatureC: null, powerOnHours: null },
    })
  }
})

test('this machine’s disks', async () => {
  const readings = await reader(smartSource, host, systemClock)().catch((error: unknown) => {
    // A virtual machine has no disk of its own; elsewhere a right or a program may be missing.
    expect(error instanceof NotPresent || error instanceof Unknown).toBe(true)
    return []
  })
  for (const { fields } of readings)
    expect(fields['verdict'] ?? fields['when_failed']).toBeDefined()
})
