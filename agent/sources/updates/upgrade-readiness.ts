import { upgradeReadiness } from '../../../contract/catalogue/families/upgrade-readiness.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, Unknown } from '../../host/host.ts'
import { fieldsOf, numberOf } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { parseReadiness } from './readiness.ts'

/** Build from which a system is Windows 11 itself. */
const windows11Build = 22_000

export const upgradeReadinessSource: Source = {
  name: 'upgrade_readiness',
  beat: 'daily',
  timeoutMs: 330_000,
  platforms: ['win32'],
  measurements: [upgradeReadiness.name],
  about: [
    {
      platform: 'win32',
      read: 'TPM, firmware, memory, system disk and processor, against Microsoft’s requirements of Windows 11',
      privilege: 'administrator',
      cost: 'a part of the daily query',
      tried: 'written answers; no real Windows',
    },
  ],
  start:
    () =>
    async ({ host }) => {
      const facts = await host.windows('daily')
      const build = numberOf(fieldsOf(facts.sections['os'])['build'])
      if (build !== undefined && build >= windows11Build) {
        throw new NotPresent('This is Windows 11 already')
      }
      const readiness = parseReadiness(windowsSection(facts, 'readiness'))
      if (!readiness) throw new Unknown('bad_output', 'The requirements cannot be understood')
      const { state, blockers } = readiness
      return [
        reading(
          upgradeReadiness,
          {},
          {
            state,
            reason: state === 'unknown' ? 'no_privilege' : 'none',
            blockers: blockers.join(', '),
          },
        ),
      ]
    },
}
