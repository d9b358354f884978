/** Recorded arrays and controllers of other projects, read where they are. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseLvs } from '../../../../agent/sources/raid/lvm.ts'
import { parseMegacli, parseMegacliBattery } from '../../../../agent/sources/raid/megacli.ts'
import { parseSsacli } from '../../../../agent/sources/raid/ssacli.ts'
import { parseStorcli } from '../../../../agent/sources/raid/storcli.ts'
import { parseZpoolList, zfsFacts } from '../../../../agent/sources/raid/zfs.ts'
import { replayHost } from '../../../../agent/host/replay.ts'
import { reader, sourceNamed } from '../../../support/read-source.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

const folder =
  process.env['MLINZI_FIXTURES'] ??
  path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const here = existsSync(folder)
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8')

describe.skipIf(!here)('recorded arrays (skipped where they are not there)', () => {
  test('storcli: controller, battery, volume', () => {
    const facts = parseStorcli(read('raid/netdata_megaraid-controllers-info.json'))
    expect(facts?.controllers).toEqual([
      {
        controller: 'c0',
        model: 'ServeRAID M5015 SAS/SATA Controller',
        fields: { state: 'ok', reason: 'none', battery: 'ok', memory_errors: 0, temp_c: null },
      },
    ])
    expect(facts?.arrays).toEqual([
      { array: 'c0/v0', kind: 'megaraid', level: 'raid6', fields: { state: 'ok', reason: 'none' } },
    ])
    expect(facts?.drives.map(({ drive, fields }) => [drive, fields.state])).toHaveLength(6)
  })
  test('storcli: drives with their own counters', () => {
    const drives = parseStorcli(read('raid/netdata_megaraid-drives-info.json'))?.drives ?? []
    expect(drives).toHaveLength(6)
    expect(drives[0]).toEqual({
      drive: 'c0/e252/s0',
      model: 'ST16000NM001G-2KK103',
      serial: 'ZL2PVFA8',
      fields: { state: 'ok', media_errors: 0, other_errors: 0, predictive_failures: 0, temp_c: 28 },
    })
  })
  test('MegaCli: eight disks of a mirror, and the battery', () => {
    const facts = parseMegacli(read('raid/netdata_mega-phys-drives-info.txt'))
    expect(facts?.arrays).toEqual([
      {
        array: 'c0/v0',
        kind: 'megaraid',
        level: 'raid1',
        fields: { state: 'ok', reason: 'none', disks: 8 },
      },
    ])
    expect(facts?.drives).toHaveLength(8)
    expect(facts?.drives[0]).toMatchObject({
      drive: 'c0/e32/s0',
      model: 'SAMSUNG MZ7LM960HCHP-00003',
      fields: { state: 'ok', temp_c: 33 },
    })
    const [battery] = parseMegacliBattery(read('raid/netdata_mega-bbu-info-recent.txt'))
    expect(battery).toMatchObject({ controller: 'c0', fields: { battery: 'ok' } })
  })
  test('ssacli: a dead battery, one mirror, two disks that nobody uses', () => {
    const facts = parseSsacli(read('raid/netdata_ssacli-P400i-unassigned.txt'))
    expect(facts?.controllers[0]).toMatchObject({
      controller: 'slot 0',
      model: 'Smart Array P400i',
      fields: { state: 'ok', battery: 'failed' },
    })
    expect(facts?.arrays).toEqual([
      {
        array: 'slot 0/v1',
        kind: 'smartarray',
        level: 'raid1',
        fields: { state: 'ok', reason: 'none', progress: null },
      },
    ])
    expect(facts?.drives.map(({ drive, fields }) => [drive, fields.state, fields.temp_c])).toEqual([
      ['slot 0 1I:1:3', 'ok', 23],
      ['slot 0 1I:1:4', 'ok', 23],
      ['slot 0 1I:1:1', 'unused', 28],
      ['slot 0 1I:1:2', 'unused', 28],
    ])
  })
  test('zpool list with a head line: one pool well, one that is lost', () => {
    const pools = parseZpoolList(read('linux/netdata_zpool-list.txt'))
    expect(
      pools
        .map((pool) => zfsFacts(pool, undefined))
        .map(({ array, fields }) => [array, fields.state, fields.capacity_percent]),
    ).toEqual([
      ['rpool', 'ok', 42],
      ['zion', 'failed', null],
    ])
  })
  test('lvs: a thin pool with its metadata', () => {
    expect(parseLvs(read('linux/netdata_lvs-report.json'))).toMatchObject([
      {
        array: 'cm-vg/root',
        fields: { state: 'ok', capacity_percent: 78.89, metadata_percent: 19.25 },
      },
    ])
  })
  test('a kernel’s md arrays: what is a failure and what is not', async () => {
    const clock = new VirtualClock()
    const host = replayHost(path.join(folder, 'procsys/node_exporter'), clock)
    const rows = await reader(sourceNamed('raid'), host, clock)()
    const md = rows.filter(({ tags }) => tags['kind'] === 'md')
    expect(
      Object.fromEntries(md.map(({ tags, fields }) => [tags['array'], fields['state']])),
    ).toEqual({
      md3: 'ok',
      md127: 'ok',
      md0: 'ok',
      md4: 'inactive',
      md6: 'rebuilding',
      md8: 'rebuilding',
      md201: 'checking',
      md7: 'degraded',
      md9: 'rebuilding',
      md10: 'ok',
      md11: 'rebuilding',
      md12: 'ok',
      md126: 'ok',
      md00: 'ok',
      md120: 'ok',
      md101: 'ok',
    })
    const pools = rows.filter(({ tags }) => tags['kind'] === 'zfs')
    expect(pools.map(({ tags, fields }) => [tags['array'], fields['state']])).toEqual([
      ['pool1', 'ok'],
      ['pool2', 'failed'],
      ['poolz1', 'degraded'],
    ])
  })
})
