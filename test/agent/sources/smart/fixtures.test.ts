/** Recorded disks of other projects, read where they are; FACTS.tsv says what is right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DiskFacts } from '../../../../agent/sources/smart/disk-facts.ts'
import { macDisks } from '../../../../agent/sources/smart/mac-disks.ts'
import { decodeNvmeList, decodeNvmeLog } from '../../../../agent/sources/smart/nvme-cli.ts'
import { decodeScan } from '../../../../agent/sources/smart/scan.ts'
import { decodeSmartctl } from '../../../../agent/sources/smart/smartctl.ts'
import { judge } from '../../../../agent/sources/smart/verdict.ts'
import { windowsDisks } from '../../../../agent/sources/smart/windows-disks.ts'

const folder =
  process.env['MLINZI_FIXTURES'] ??
  path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const here = existsSync(folder)
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8')

/** By file: what each says, by fact. */
function knownFacts(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const files = new Map<string, Map<string, string>>()
  for (const line of here ? read('FACTS.tsv').split('\n') : []) {
    const [file = '', fact = '', value = ''] = line.split('\t')
    if (!file.startsWith('smartctl/')) continue
    const facts = files.get(file) ?? new Map<string, string>()
    files.set(file, facts.set(fact, value))
  }
  return files
}

/** Facts that are one value of ours; a missing value is null there and undefined here. */
const values: Readonly<
  Record<string, (facts: DiskFacts) => string | number | boolean | null | undefined>
> = {
  smartctl_exit_status: (facts) => facts.exitStatus,
  model: (facts) => facts.identity.model,
  serial: (facts) => facts.identity.serial,
  capacity_bytes: (facts) => facts.identity.capacityBytes,
  smart_passed: (facts) => facts.passed,
  temperature_c: (facts) => facts.temperatureC,
  power_on_hours: (facts) => facts.powerOnHours,
  power_cycles: (facts) => facts.powerCycles,
  reallocated_sectors: (facts) => facts.reallocated,
  pending_sectors: (facts) => facts.pending,
  offline_uncorrectable: (facts) => facts.uncorrectable,
  udma_crc_errors: (facts) => facts.crcErrors,
  ata_error_log_count: (facts) => facts.errorLogCount,
  nvme_percentage_used: (facts) => facts.percentageUsed,
  nvme_critical_warning: (facts) => facts.criticalWarning,
  nvme_available_spare: (facts) => facts.spare,
  nvme_available_spare_threshold: (facts) => facts.spareThreshold,
  nvme_media_errors: (facts) => facts.mediaErrors,
  nvme_unsafe_shutdowns: (facts) => facts.unsafeShutdowns,
  nvme_bytes_written: (facts) => facts.bytesWritten,
  scsi_grown_defects: (facts) => facts.grownDefects,
  scsi_uncorrected_read: (facts) => facts.uncorrectedReads,
  scsi_uncorrected_write: (facts) => facts.uncorrectedWrites,
}
/** The table's three words; a disk with signs of age is either worn or failing with us. */
const verdicts: Readonly<Record<string, readonly string[]>> = {
  ok: ['ok'],
  warning: ['worn', 'failing'],
  failed: ['failed'],
  unknown: ['unknown'],
}
/** An Intel RAID volume answers 0 °C with a trip point of 0: that is no temperature. */
const inventedZeros = new Set(['smartctl/scrutiny_smart-raid.json temperature_c'])

describe.skipIf(!here)('recorded disks (skipped where they are not there)', () => {
  const facts = knownFacts()
  const disks = [...facts].filter(([, known]) => known.has('suggested_verdict'))
  test('there are as many as the manifest says', () => {
    expect(disks.length).toBe(32)
  })
  test.each(disks)('%s', (file, known) => {
    const answer = decodeSmartctl(read(file), 'sda', 0)
    if (answer.outcome === 'asleep') throw new Error('It does not sleep')
    expect(verdicts[known.get('suggested_verdict') ?? '']).toContain(judge(answer.facts).verdict)
    for (const [fact, value] of known) {
      const ours = values[fact]
      if (!ours || inventedZeros.has(`${file} ${fact}`)) continue
      expect(String(ours(answer.facts) ?? 'null'), fact).toBe(value)
    }
  })
  test('a RAID volume is behind its controller, and has no temperature', () => {
    const answer = decodeSmartctl(read('smartctl/scrutiny_smart-raid.json'), 'sdb', 0)
    if (answer.outcome === 'asleep') throw new Error('It does not sleep')
    expect(judge(answer.facts)).toMatchObject({ verdict: 'unknown', unknown: 'behind_controller' })
    expect(answer.facts.temperatureC).toBeNull()
  })
  test('lists of devices', () => {
    const files = readdirSync(path.join(folder, 'smartctl')).filter((file) => file.includes('scan'))
    const found = files.map((file) => [
      file,
      decodeScan(read(`smartctl/${file}`))
        ?.map(({ name, type }) => `${name} -d ${type}`)
        .join(', '),
    ])
    for (const [file, devices] of found) {
      const known = facts.get(`smartctl/${file}`)?.get('scan_devices')
      expect(devices, file).toBe(known ?? '')
    }
    expect(decodeScan(read('linux/own_smartctl_scan.json'))).toEqual([])
  })
  test('nvme-cli gives Kelvin', () => {
    const [first, second] = decodeNvmeList(read('linux/netdata_nvme-cli_2.3_list.json')) ?? []
    expect(second?.device).toBe('nvme1')
    if (!first) throw new Error('No disk was listed')
    expect(first).toMatchObject({
      device: 'nvme0',
      serial: 'XXX00YYY',
      capacityBytes: 4000787030016,
    })
    const log = decodeNvmeLog(read('linux/netdata_nvme-cli_2.3_smart-log.json'), first)
    expect(log).toMatchObject({
      temperatureC: 37,
      percentageUsed: 2,
      powerOnHours: 4974,
      passed: true,
    })
  })
  test('Windows notebooks', () => {
    const section = wmi('windows/glpi_latitude-7480-MSFT_PhysicalDisk.wmi')
    const disk = {
      n: Number(section['DeviceId']),
      model: section['FriendlyName'],
      serial: section['SerialNumber'],
      adapterSerial: section['AdapterSerialNumber'],
      uid: section['UniqueId'],
      bus: Number(section['BusType']),
      media: Number(section['MediaType']),
      size: Number(section['Size']),
      health: Number(section['HealthStatus']),
      op: [2],
      rel: null,
    }
    const drive = wmi('windows/glpi_latitude-7480-Win32_DiskDrive.wmi')
    const drives = [{ n: Number(drive['Index']), pnp: drive['PNPDeviceID'] }]
    const [read] = windowsDisks([disk], drives, null)
    if (!read) throw new Error('No disk was read')
    expect(read.facts.identity).toEqual({
      device: 'PhysicalDrive0',
      model: 'PC300 NVMe SK hynix 512GB',
      serial: 'FJ68NXXXXXXXXXXXX',
      wwn: 'ace42e6190007804',
      capacityBytes: 512110190592,
    })
    expect(judge(read.facts).verdict).toBe('ok')
    expect(read.facts).toMatchObject({ temperatureC: null, powerOnHours: null, wearPercent: null })
  })
  test('a counter that Microsoft’s own page shows as 0 hours is no number of hours', () => {
    const page = read('windows/msdocs_Get-StorageReliabilityCounter.txt')
    const value = (key: string) => Number(new RegExp(`^${key} +: (\\d+)`, 'm').exec(page)?.[1])
    const rel = {
      temp: value('Temperature'),
      wear: null,
      hours: value('PowerOnHours'),
      readUncorr: 0,
    }
    const [disk] = windowsDisks([{ n: 8, bus: 11, health: 0, op: 2, rel }], [], [])
    expect(disk?.facts).toMatchObject({ temperatureC: 28, powerOnHours: null, wearPercent: null })
  })
  test('a Mac of 2014', () => {
    expect(
      macDisks(read('macos/glpi_SPSerialATADataType2.xml'))?.map((disk) => [
        disk.identity,
        disk.passed,
      ]),
    ).toEqual([
      [
        {
          device: 'disk0',
          model: 'APPLE SSD SD0128F',
          serial: '1435NL400611',
          capacityBytes: 121332826112,
        },
        true,
      ],
    ])
    expect(macDisks(read('macos/glpi_storages_sample1.xml'))).toBeUndefined()
  })
})

/** `key=value` lines in UTF-16, as GLPI keeps answers of WMI. */
function wmi(file: string): Record<string, string> {
  const bytes = readFileSync(path.join(folder, file))
  const text = bytes.includes(0) ? bytes.toString('utf16le') : bytes.toString('utf8')
  const pairs = [...text.matchAll(/^(\w+)=(.*?)\r?$/gm)]
  return Object.fromEntries(pairs.map(([, key, value]) => [key, value]))
}
