/** No decoder throws, whatever a program, a file or PowerShell gives it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBduitool } from '../../../../agent/sources/antivirus/linux/bitdefender.ts'
import { decodeClamavConfig } from '../../../../agent/sources/antivirus/linux/clamav-config.ts'
import { decodeDatabaseHeader } from '../../../../agent/sources/antivirus/linux/clamav-header.ts'
import {
  decodeFreshclamLog,
  decodeScanLog,
} from '../../../../agent/sources/antivirus/linux/clamav-log.ts'
import {
  decodeEsetLicence,
  decodeEsetModules,
} from '../../../../agent/sources/antivirus/linux/eset.ts'
import { decodeFalconctl } from '../../../../agent/sources/antivirus/linux/falcon.ts'
import { decodeKesl } from '../../../../agent/sources/antivirus/linux/kaspersky.ts'
import { decodeSentinelLinux } from '../../../../agent/sources/antivirus/linux/sentinelone.ts'
import {
  decodeSentinelMac,
  sentinelInfected,
} from '../../../../agent/sources/antivirus/macos/sentinelctl.ts'
import {
  decodeBundleVersion,
  decodeGatekeeper,
  decodeSystemIntegrity,
} from '../../../../agent/sources/antivirus/macos/xprotect.ts'
import { decodeMdatp } from '../../../../agent/sources/antivirus/mdatp.ts'
import { byName, productRows, summaryRow } from '../../../../agent/sources/antivirus/rows.ts'
import { ThreatReport } from '../../../../agent/sources/antivirus/threat-report.ts'
import { windowsAntivirus } from '../../../../agent/sources/antivirus/windows/windows-antivirus.ts'
import { decodeProductState } from '../../../../agent/sources/parts/product-state.ts'
import { Unknown } from '../../../../agent/host/host.ts'
import { sampleOf } from '../../../../contract/catalogue/sample.ts'
import { windowsTold } from '../../../support/windows-sections.ts'

const nowMs = Date.UTC(2026, 10, 22, 8, 0)
const labels = [
  'Product version',
  'Antimalware status',
  'Last security content update',
  'License Validity',
  'Agent state',
  'Protection',
  'Infected',
  'Version',
  'Last release date of databases',
  'rfm-state=',
  'EM002',
  '-> ',
  ' FOUND',
  'End Date:   2026:11:22 16:17:33',
  'ClamAV-VDB:',
  'DatabaseDirectory',
]
const line = fc
  .tuple(fc.constantFrom(...labels), fc.string())
  .map(([label, rest]) => `${label}: ${rest}`)
const output = fc.oneof(
  fc.string(),
  fc.array(fc.oneof(line, fc.string())).map((lines) => lines.join('\n')),
)

describe('what programs print', () => {
  const decoders: Readonly<Record<string, (text: string) => unknown>> = {
    mdatp: (text) => decodeMdatp(text, nowMs),
    bduitool: decodeBduitool,
    'ESET modules': decodeEsetModules,
    'ESET licence': decodeEsetLicence,
    kesl: decodeKesl,
    'sentinelctl on Linux': (text) => decodeSentinelLinux(text, text),
    'sentinelctl on macOS': decodeSentinelMac,
    infected: sentinelInfected,
    falconctl: decodeFalconctl,
    'scan log': decodeScanLog,
    'freshclam log': decodeFreshclamLog,
    'ClamAV configuration': decodeClamavConfig,
    'ClamAV header': (text) => decodeDatabaseHeader(Buffer.from(text, 'latin1')),
    XProtect: decodeBundleVersion,
    spctl: decodeGatekeeper,
    csrutil: decodeSystemIntegrity,
  }
  test.each(Object.entries(decoders))('%s', (_, decode) => {
    fc.assert(fc.property(output, (text) => void decode(text)))
  })
  test('mdatp with any JSON', () => {
    const health = fc.record(
      {
        healthy: fc.jsonValue(),
        licensed: fc.jsonValue(),
        passiveModeEnabled: fc.jsonValue(),
        realTimeProtectionEnabled: fc.oneof(
          fc.boolean(),
          fc.record({ value: fc.jsonValue(), displayValue: fc.jsonValue() }),
          fc.jsonValue(),
        ),
        definitionsStatus: fc.jsonValue(),
        definitionsUpdated: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    fc.assert(fc.property(health, (value) => void decodeMdatp(JSON.stringify(value), nowMs)))
  })
})

test('every number is some product state', () => {
  const states = ['on', 'off', 'snoozed', 'expired', 'unknown']
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (number) => {
      const { state } = decodeProductState(number)
      expect(states).toContain(state)
      expect(state === 'on').toBe(Math.floor(number / 4096) % 16 === 1)
    }),
  )
})

/** Rows as the script writes them, with anything in their places. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(397_568, 4_294_967_295, 'Passive Mode', '2026-11-22T06:00:00Z', 4, true, false),
)
const row = (...keys: readonly string[]) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, anything])), { requiredKeys: [] })
const list = (one: fc.Arbitrary<unknown>) =>
  fc.oneof(fc.array(one, { maxLength: 5 }), one, fc.jsonValue())
const sections = fc.record(
  {
    os: row('productType'),
    av: list(row('name', 'guid', 'state', 'exe', 'exeMissing')),
    avServices: row('wscsvc', 'WinDefend', 'ekrn', 'CSFalconService', 'AVP'),
    avVendors: row('eset', 'kaspersky', 'symantec'),
    defender: row(
      'mode',
      'av',
      'rtp',
      'sigUpdated',
      'sigAgeDays',
      'quickEnd',
      'fullAge',
      'productStatus',
    ),
    threats: list(row('id', 'det', 'name', 'sev', 'active', 'at', 'status')),
    defenderEvents: list(row('id', 'at', 'rec', 'data')),
    scHealth: row('antiVirus', 'securityCenterService'),
  },
  { requiredKeys: [] },
)
const errors = fc.dictionary(
  fc.constantFrom('av', 'avServices', 'defender', 'threats'),
  fc.constant({ hr: '0x80041003' }),
)

test('whatever the Windows query told, each row can be kept or the source says why not', () => {
  fc.assert(
    fc.property(sections, errors, fc.integer({ min: 0, max: 1e9 }), (told, failed, uptimeMs) => {
      try {
        const found = windowsAntivirus(windowsTold(told, { errors: failed }), uptimeMs)
        const products = byName(found.products)
        const rows = [
          summaryRow({ ...found, products }, nowMs),
          ...productRows(products, nowMs),
          ...new ThreatReport().rows(found.threats ?? [], nowMs),
        ]
        for (const one of rows) {
          const sample = sampleOf(one)
          expect('refused' in sample ? sample.refused : sample.problems).toEqual([])
        }
      } catch (error) {
        if (!(error instanceof Unknown)) throw error
      }
    }),
    { numRuns: 500 },
  )
})

test('that clamd was not told of an update is no failure of the update', () => {
  const day = 'Sun Nov 22 10:00:00 2026 -> '
  const updated = `${day}daily.cld updated (version: 27828, sigs: 2066000, f-level: 90, builder: x)\n`
  const untold = `${day}WARNING: Clamd was NOT notified: Can't connect to clamd through /run/clamd\n`
  const older = `${day}ERROR: NotifyClamd: Can't find or parse configuration file\n`
  expect(decodeFreshclamLog(updated + untold)?.update).toBe('ok')
  expect(decodeFreshclamLog(updated + older)?.update).toBe('ok')
  expect(decodeFreshclamLog(`${updated}${day}ERROR: Update failed.\n`)?.update).toBe('failed')
  const blocked = `${day}WARNING: You are still on cool-down until after: 2026-11-23 10:00:00\n`
  expect(decodeFreshclamLog(updated + blocked)?.update).toBe('failed')
  const tryAgain = `${day}WARNING: Cool-down expired, ok to try again.\n`
  expect(decodeFreshclamLog(tryAgain + updated)?.update).toBe('ok')
})
