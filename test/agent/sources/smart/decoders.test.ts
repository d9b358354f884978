/** What the specifications of smartctl, ATA, NVMe and SCSI say, case by case, and any input at all. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { DiskFacts } from '../../../../agent/sources/smart/disk-facts.ts'
import { diskutilDisk, macDisks } from '../../../../agent/sources/smart/mac-disks.ts'
import { decodeNvmeList, decodeNvmeLog } from '../../../../agent/sources/smart/nvme-cli.ts'
import { diskRows } from '../../../../agent/sources/smart/rows.ts'
import { decodeScan, deviceWord } from '../../../../agent/sources/smart/scan.ts'
import { decodeSmartctl } from '../../../../agent/sources/smart/smartctl.ts'
import { judge } from '../../../../agent/sources/smart/verdict.ts'
import { windowsDisks } from '../../../../agent/sources/smart/windows-disks.ts'
import { smartDevice } from '../../../../contract/catalogue/families/smart-device.ts'

function factsOf(answer: Record<string, unknown>, exitCode = 0): DiskFacts {
  const read = decodeSmartctl(JSON.stringify(answer), 'sda', exitCode)
  if (read.outcome === 'asleep') throw new Error('It does not sleep')
  return read.facts
}
const nvme = (log: Record<string, unknown>, passed = true) =>
  factsOf({
    device: { protocol: 'NVMe', type: 'nvme' },
    model_name: 'X',
    smart_status: { passed },
    nvme_smart_health_information_log: { critical_warning: 0, ...log },
  })
const ata = (attributes: readonly Record<string, unknown>[], more: Record<string, unknown> = {}) =>
  factsOf({
    device: { protocol: 'ATA', type: 'sat' },
    model_name: 'X',
    rotation_rate: 7200,
    smart_status: { passed: true },
    ata_smart_attributes: { table: attributes },
    ...more,
  })
const attribute = (id: number, value: number, raw: number, text = String(raw), more = {}) => ({
  id,
  name: 'A',
  value,
  worst: value,
  thresh: 10,
  when_failed: '',
  flags: { prefailure: true },
  raw: { value: raw, string: text },
  ...more,
})

describe('an NVMe disk', () => {
  test.each([
    [1, 'spare_low'],
    [2, 'temperature'],
    [4, 'unreliable'],
    [8, 'read_only'],
    [16, 'backup_power'],
    [32, 'memory_region'],
  ])('tells each warning by itself: %i is %s', (bit, reason) => {
    const failed = judge(nvme({ critical_warning: bit }, false))
    expect(failed).toMatchObject({ verdict: 'failed', reasons: ['self_assessment', reason] })
  })
  it('may be used beyond what was expected, and then it is worn', () => {
    const facts = nvme({ percentage_used: 143 })
    expect(facts.wearPercent).toBe(143)
    expect(judge(facts)).toMatchObject({ verdict: 'worn', reasons: ['wear'] })
    expect(judge(nvme({ percentage_used: 255 })).verdict).toBe('worn')
  })
  it('warns when its spares fall below the threshold; Apple’s 100 against 99 is fine', () => {
    expect(judge(nvme({ available_spare: 100, available_spare_threshold: 99 })).verdict).toBe('ok')
    expect(judge(nvme({ available_spare: 9, available_spare_threshold: 10 })).reasons).toEqual([
      'spare_low',
    ])
  })
  it('has counters of 128 bits: a text beside the number, or none that fits', () => {
    const facts = nvme({
      data_units_written: 1.0e23,
      data_units_written_s: '100000000000000000000000',
      media_errors: 2 ** 53,
      media_errors_s: '9007199254740993',
      power_on_hours: { n: 123, s: '123' },
      unsafe_shutdowns: '17',
    })
    expect(facts).toMatchObject({
      bytesWritten: null,
      mediaErrors: null,
      powerOnHours: 123,
      unsafeShutdowns: 17,
    })
  })
  it('has no temperature at 0 Kelvin or with null', () => {
    for (const temperature of [-273, null, 200, 'x', 1.5]) {
      expect(nvme({ temperature }).temperatureC).toBeNull()
    }
    expect(
      decodeNvmeLog('{"temperature":0,"critical_warning":0}', { device: 'nvme0' })?.temperatureC,
    ).toBeNull()
  })
  it('failed its newest self-test, or an older one and passed since', () => {
    const tests = (...results: number[]) =>
      factsOf({
        device: { protocol: 'NVMe' },
        model_name: 'X',
        smart_status: { passed: true },
        nvme_smart_health_information_log: {},
        nvme_self_test_log: { table: results.map((value) => ({ self_test_result: { value } })) },
      })
    expect(judge(tests(2, 7, 0)).reasons).toEqual(['self_test'])
    expect(tests(1, 0, 7).selfTestFailed).toBe(false)
    expect(tests(15).selfTestFailed).toBeNull()
  })
})

describe('an ATA disk', () => {
  it('counts what smartctl’s own text counts where the raw value is packed', () => {
    const facts = ata([
      attribute(5, 100, 0x07d0_0000_0008, '8 (2000 0)'),
      attribute(188, 100, 0x000c_000c_000c),
      attribute(198, 100, 0xffff_ffff),
      attribute(199, 200, 4_000_000),
      attribute(197, 100, 281_474_976_710_655),
    ])
    expect(facts).toMatchObject({
      reallocated: 8,
      commandTimeouts: 12,
      uncorrectable: null,
      crcErrors: 4_000_000,
      pending: null,
    })
  })
  it('keeps a raw value of 48 bits whole', () => {
    expect(ata([attribute(194, 40, 0xffff_ffff_fffe)]).attributes[0]?.raw).toBe(0xffff_ffff_fffe)
    expect(ata([attribute(194, 40, 2 ** 48)]).attributes[0]?.raw).toBeNull()
  })
  it('is failing at a threshold that foretells failure, worn at others and at past ones', () => {
    const now = { when_failed: 'now' }
    expect(judge(ata([attribute(5, 1, 0, '0', now)]))).toMatchObject({
      verdict: 'failing',
      reasons: ['threshold_now'],
    })
    const old = { ...now, flags: { prefailure: false } }
    expect(judge(ata([attribute(22, 20, 0, '0', now)])).verdict).toBe('failing')
    expect(judge(ata([attribute(190, 1, 0, '0', old)]))).toMatchObject({
      verdict: 'worn',
      reasons: ['threshold_past'],
    })
    expect(judge(ata([attribute(3, 50, 0, '0', { when_failed: 'past' })])).verdict).toBe('worn')
    expect(judge(ata([attribute(22, 100, 100)])).verdict).toBe('ok')
  })
  it('with a few bad sectors shows age, with hundreds its end', () => {
    expect(judge(ata([attribute(197, 100, 8)]))).toMatchObject({
      verdict: 'worn',
      reasons: ['pending_sectors'],
    })
    expect(judge(ata([attribute(197, 100, 900)])).verdict).toBe('failing')
  })
  it('has wear by names that mean it, and none with platters', () => {
    const ssd = { rotation_rate: 0 }
    const named = (id: number, name: string, value: number, raw = 0) => [
      { ...attribute(id, value, raw), name },
    ]
    expect(ata(named(231, 'SSD_Life_Left', 4), ssd).wearPercent).toBe(96)
    expect(ata(named(169, 'Remaining_Lifetime_Perc', 100, 71), ssd).wearPercent).toBe(29)
    expect(ata(named(202, 'Percent_Lifetime_Remain', 97, 3), ssd).wearPercent).toBe(3)
    expect(ata(named(202, 'Exception_Mode_Status', 97), ssd).wearPercent).toBeNull()
    expect(ata(named(231, 'Temperature_Celsius', 40), ssd).wearPercent).toBeNull()
    expect(ata(named(177, 'Wear_Leveling_Count', 200), ssd).wearPercent).toBeNull()
    expect(ata(named(177, 'Wear_Leveling_Count', 60)).wearPercent).toBeNull()
    const statistics = {
      ...ssd,
      ata_device_statistics: {
        pages: [{ number: 7, table: [{ offset: 8, value: 130, flags: { valid: true } }] }],
      },
    }
    expect(ata(named(231, 'SSD_Life_Left', 4), statistics).wearPercent).toBe(130)
  })
  it('has wear by other makers’ words: counted up, told in the raw value, or all used', () => {
    const wear = (id: number, name: string, value: number, raw: number, worst = value) =>
      ata([attribute(id, value, raw, String(raw), { name, worst })], { rotation_rate: 0 })
    // Western Digital and SanDisk: 1 when new.
    const blue = wear(230, 'Media_Wearout_Indicator', 1, 0x4e0024004e)
    expect(blue.wearPercent).toBe(1)
    expect(judge(blue).verdict).toBe('ok')
    expect(wear(245, 'Percent_Life_Remaining', 97, 97).wearPercent).toBe(3)
    expect(wear(248, 'Perc_Rated_Life_Remain', 96, 96).wearPercent).toBe(4)
    // Phison: the normalised value stays at 100. SandForce has 0 or 1 in the raw one.
    expect(wear(231, 'SSD_Life_Left', 100, 74).wearPercent).toBe(26)
    expect(wear(231, 'SSD_Life_Left', 100, 0).wearPercent).toBe(0)
    expect(wear(231, 'SSD_Life_Left', 0, 0).wearPercent).toBe(100)
    expect(wear(231, 'SSD_Life_Left', 0, 0, 100).wearPercent).toBeNull()
    expect(wear(169, 'Remaining_Lifetime_Perc', 0, 0).wearPercent).toBe(100)
    // How far the blocks differ is no wear.
    expect(wear(177, 'Wear_Range_Delta', 1, 1).wearPercent).toBeNull()
  })
  it('has no temperature where it never felt one', () => {
    const at = (temperature: object) => ata([], { temperature }).temperatureC
    expect(at({ current: 0 })).toBeNull()
    expect(at({ current: 0, lifetime_min: 0, lifetime_max: 0 })).toBeNull()
    expect(at({ current: 0, lifetime_min: -3, lifetime_max: 41 })).toBe(0)
    expect(at({ current: 21 })).toBe(21)
  })
  it('failed a self-test until a whole one passes; ended and running ones say nothing', () => {
    const tests = (...entries: readonly (readonly [type: number, status: number])[]) =>
      ata([], {
        ata_smart_self_test_log: {
          standard: {
            table: entries.map(([type, value]) => ({ type: { value: type }, status: { value } })),
          },
        },
      }).selfTestFailed
    expect(tests([1, 0], [2, 0x79])).toBe(true)
    expect(tests([2, 0], [2, 0x79])).toBe(false)
    expect(tests([1, 0x21], [1, 0xf9])).toBeNull()
    expect(tests([1, 0x19], [1, 0x00])).toBe(false)
  })
  it('is unknown, not well, when it tells no judgement; failed when only the exit status tells it', () => {
    const bare = { device: { protocol: 'ATA' }, model_name: 'X' }
    const off = { ...bare, smart_support: { available: true, enabled: false } }
    expect(judge(factsOf(off)).unknown).toBe('not_configured')
    expect(judge(factsOf(bare))).toMatchObject({ verdict: 'unknown', unknown: 'not_supported' })
    expect(judge(factsOf(bare, 8)).verdict).toBe('failed')
    expect(judge(factsOf({ ...bare, smart_status: { passed: true } }, 0x44)).verdict).toBe('ok')
    expect(judge(factsOf(bare, 16)).verdict).toBe('failing')
    expect(judge(factsOf(bare, 32)).verdict).toBe('worn')
  })
})

describe('other answers of smartctl', () => {
  it('version 7.0 and SAS: vendor and product, grown defects, reads that failed', () => {
    const facts = factsOf({
      device: { protocol: 'SCSI' },
      vendor: 'SEAGATE ',
      product: 'ST4000NM0043',
      smart_status: { passed: true },
      scsi_grown_defect_list: 12,
      scsi_error_counter_log: {
        write: { gigabytes_processed: '12.5', total_uncorrected_errors: 0 },
      },
      user_capacity: { bytes: { n: 4000787030016, s: '4000787030016' } },
    })
    expect(facts.identity).toMatchObject({
      model: 'SEAGATE ST4000NM0043',
      capacityBytes: 4000787030016,
    })
    expect(facts).toMatchObject({ bytesWritten: 12.5e9, grownDefects: 12, uncorrectedReads: null })
    expect(judge(facts)).toMatchObject({ verdict: 'worn', reasons: ['grown_defects'] })
  })
  test.each([
    ['Smartctl open device: /dev/sda failed: Permission denied', 'no_privilege'],
    ['/dev/sda: Unknown USB bridge [0x152d:0x0583]', 'not_supported'],
    [
      "Smartctl open device: /dev/sda failed: DELL or MegaRaid controller, please try adding '-d megaraid,N'",
      'behind_controller',
    ],
    ['/dev/vda: Unable to detect device type', 'not_supported'],
  ])('%s', (string, reason) => {
    const answer = { smartctl: { messages: [{ string, severity: 'error' }], exit_status: 2 } }
    const read = decodeSmartctl(JSON.stringify(answer), 'sda', 2)
    expect(read).toMatchObject({ outcome: 'unread', facts: { unknownReason: reason } })
  })
  it('before 7.1 a sleeping disk says only its name', () => {
    const answer = { smartctl: { exit_status: 0 }, device: { name: '/dev/sda', protocol: 'ATA' } }
    expect(decodeSmartctl(JSON.stringify(answer), 'sda', 0).outcome).toBe('asleep')
  })
  it('version 7.0 that says only the name of a SAS disk did not read it; it does not sleep', () => {
    const device = { name: '/dev/sdb', type: 'scsi', protocol: 'SCSI' }
    const answer = JSON.stringify({ smartctl: { version: [7, 0], exit_status: 0 }, device })
    const read = decodeSmartctl(answer, 'sdb', 0)
    expect(read).toMatchObject({ outcome: 'unread', facts: { unknownReason: 'not_supported' } })
  })
  it('serial numbers of nothing are none, and each member of an array has its own word', () => {
    for (const serial of ['', '   ', '0000000000', 'Unknown', 'N/A']) {
      const answer = { model_name: 'X', smart_status: { passed: true }, serial_number: serial }
      expect(factsOf(answer).identity.serial).toBeUndefined()
    }
    expect(deviceWord({ name: '/dev/bus/0', type: 'sat+megaraid,4' })).toBe('bus/0:megaraid,4')
    expect(deviceWord({ name: '/dev/sda', type: 'usbjmicron,0' })).toBe('sda')
    const hostile = {
      smartctl: {},
      devices: [
        { name: '/dev/../etc/shadow', type: 'sat' },
        { name: '--help', type: 'sat' },
        { name: '/dev/sda', type: '-q' },
      ],
    }
    expect(decodeScan(JSON.stringify(hostile))).toEqual([])
  })
  it('nvme list with multipath: name spaces that belong to the subsystem', () => {
    const list = {
      Devices: [
        {
          Subsystems: [
            {
              Subsystem: 'nvme-subsys0',
              Controllers: [
                { Controller: 'nvme0', SerialNumber: 'MADEUP01', ModelNumber: 'M', Namespaces: [] },
              ],
              Namespaces: [{ NameSpace: 'nvme0n1', PhysicalSize: 512110190592 }],
            },
          ],
        },
      ],
    }
    expect(decodeNvmeList(JSON.stringify(list))).toEqual([
      { device: 'nvme0', model: 'M', serial: 'MADEUP01', capacityBytes: 512110190592 },
    ])
  })
  it('a Mac’s diskutil', () => {
    const plist = (status: string) =>
      `<?xml version="1.0"?><plist version="1.0"><dict><key>DeviceIdentifier</key><string>disk0</string><key>MediaName</key><string>APPLE &amp; SSD</string><key>SMARTStatus</key><string>${status}</string><key>SolidState</key><true/><key>TotalSize</key><integer>500</integer></dict></plist>`
    expect(diskutilDisk(plist('Failing'))).toMatchObject({
      passed: false,
      kind: 'ssd',
      identity: { model: 'APPLE & SSD', capacityBytes: 500 },
    })
    expect(diskutilDisk(plist('Not Supported'))?.passed).toBeNull()
  })
})

/** JSON with the words that the decoders look for, and values of every kind under them. */
const words = fc.constantFrom(
  'smartctl',
  'device',
  'devices',
  'messages',
  'string',
  'exit_status',
  'smart_status',
  'passed',

  'ata_smart_attributes',
  'table',
  'id',
  'raw',
  'value',
  'flags',
  'when_failed',
  'temperature',
  'current',

  'nvme_smart_health_information_log',
  'critical_warning',
  'protocol',
  'wwn',
  'naa',
  'oui',
  'n',
  's',

  'Devices',
  'Subsystems',
  'DevicePath',
  'rel',
  'op',
  'health',
  'bus',
  'model_name',
  '__proto__',
)
const leaf = fc.oneof(
  fc.constantFrom('ATA', 'SCSI', 'NVMe', '/dev/nvme0n1', 'now', null, true, -1, 2 ** 60, 1e308),
  fc.integer(),
  fc.string(),
)
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value')),
    fc.dictionary(words, tie('value')),
  ),
})).value

test('no input whatever makes a decoder throw, and every row fits the catalogue', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anything.map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      (text) => {
        const answer = decodeSmartctl(text, 'sda', 0)
        decodeScan(text)
        decodeNvmeList(text)
        decodeNvmeLog(text, { device: 'nvme0' })
        macDisks(`<plist>${text}`)
        diskutilDisk(text)
        if (answer.outcome !== 'asleep') expectRows(answer.facts)
      },
    ),
    { numRuns: 2000 },
  )
  fc.assert(
    fc.property(anything, anything, anything, (disks, drives, predictions) => {
      for (const { facts } of windowsDisks(disks, drives, predictions)) expectRows(facts)
    }),
    { numRuns: 500 },
  )
})

function expectRows(facts: DiskFacts): void {
  const [row] = diskRows(facts, { ageSeconds: 0, asleep: false })
  for (const [name, value] of Object.entries(row?.fields ?? {})) {
    if (typeof value !== 'number') continue
    const field = smartDevice.fields[name as keyof typeof smartDevice.fields]
    expect(Number.isSafeInteger(value), name).toBe(true)
    if ('min' in field) expect(value, name).toBeGreaterThanOrEqual(field.min)
  }
}
