import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { raidRows, type RaidFacts } from '../../../../agent/sources/raid/array-facts.ts'
import { countBtrfsDisks, sumBtrfsErrors } from '../../../../agent/sources/raid/btrfs.ts'
import { parseLvs } from '../../../../agent/sources/raid/lvm.ts'
import { mdFacts, parseMdstat, type MdKernelFacts } from '../../../../agent/sources/raid/mdstat.ts'
import { parseMegacli, parseMegacliBattery } from '../../../../agent/sources/raid/megacli.ts'
import { storageSpaces } from '../../../../agent/sources/raid/spaces.ts'
import { parseSsacli } from '../../../../agent/sources/raid/ssacli.ts'
import { parseStorcli } from '../../../../agent/sources/raid/storcli.ts'
import {
  parseZpoolJson,
  parseZpoolList,
  parseZpoolText,
  zfsFacts,
} from '../../../../agent/sources/raid/zfs.ts'

const notTold: MdKernelFacts = { degraded: null, arrayState: null }
const md = (lines: string, kernel = notTold) =>
  parseMdstat(`Personalities : [raid1]\n${lines}\nunused devices: <none>\n`).map(
    (array) => mdFacts(array, kernel).fields,
  )[0]

describe('software RAID', () => {
  test.each([
    ['md0 : active raid1 sda1[0] sdb1[1]\n  100 blocks [2/2] [UU]', 'ok'],
    ['md0 : active raid1 sda1[0]\n  100 blocks [2/1] [U_]', 'degraded'],
    [
      'md0 : active raid5 sda1[0] sdb1[1](F) sdc1[2](F)\n  100 blocks level 5 [3/1] [U__]',
      'failed',
    ],
    ['md0 : active raid6 sda1[0] sdb1[1]\n  100 blocks level 6 [4/2] [UU__]', 'degraded'],
    [
      'md0 : active raid1 sda1[0] sdb1[1]\n  100 blocks [2/2] [UU]\n  [>..] check = 5.7% (1/2) finish=1min',
      'checking',
    ],
    [
      'md0 : active raid1 sda1[0] sdb1[2]\n  100 blocks [2/1] [U_]\n  [>..] recovery = 8.5% (1/2) finish=1min',
      'rebuilding',
    ],
    ['md0 : active raid1 sda1[0] sdb1[1]\n  100 blocks [2/2] [UU]\n  resync=PENDING', 'rebuilding'],
    ['md0 : active (auto-read-only) raid1 sda1[0] sdb1[1]\n  100 blocks [2/2] [UU]', 'ok'],
    ['md0 : inactive sda1[0](S)\n  100 blocks', 'inactive'],
    ['md0 : active raid0 sda1[0] sdb1[1]\n  100 blocks 64k chunks', 'ok'],
  ])('%s', (lines, state) => {
    expect(md(lines)?.state).toBe(state)
  })
  it('is failed when the kernel says broken, and believes the kernel’s own count', () => {
    const striped = 'md0 : active raid0 sda1[0] sdb1[1]\n  100 blocks 64k chunks'
    expect(md(striped, { degraded: null, arrayState: 'broken' })).toMatchObject({
      state: 'failed',
      disks: null,
    })
    const mirror = 'md0 : active raid1 sda1[0] sdb1[1]\n  100 blocks [2/2] [UU]'
    expect(md(mirror, { degraded: 1, arrayState: 'clean' })).toMatchObject({
      state: 'degraded',
      disks_failed: 1,
    })
  })
  it('tells how far a rebuild is, and leaves out the container of firmware RAID', () => {
    expect(
      md('md0 : active raid1 sda1[0] sdb1[2](S)\n  100 blocks [2/1] [U_]\n  recovery = 8.5%'),
    ).toMatchObject({
      progress: 8.5,
      disks: 2,
      disks_active: 1,
      disks_spare: 1,
    })
    expect(
      md('md127 : inactive sdb[1](S) sda[0](S)\n  7932 blocks super external:imsm'),
    ).toBeUndefined()
  })
})

const status = `  pool: tank
 state: DEGRADED
status: One or more devices could not be used because the label is missing or invalid.
  scan: resilver in progress since Sun Nov 22 10:00:00 2026
	1.20T scanned at 1.1G/s, 600G issued at 500M/s, 1.50T total
	590G resilvered, 39.06% done, 00:31:12 to go
config:

	NAME        STATE     READ WRITE CKSUM
	tank        DEGRADED     0     0     0
	  mirror-0  DEGRADED     0     0     0
	    sda     ONLINE       0     0     3
	    sdb     UNAVAIL      5  1.2K     0  was /dev/sdb1

errors: Permanent errors have been detected in the following files:

        /tank/a
        /tank/b

  pool: rpool
 state: ONLINE
  scan: scrub repaired 0B in 00:10:00 with 0 errors on Sun Nov  8 00:34:01 2026
config:

	NAME        STATE     READ WRITE CKSUM
	rpool       ONLINE       0     0     0
	  sdc3      ONLINE       0     0     0

errors: No known data errors
`
describe('ZFS', () => {
  const [tank, rpool] = parseZpoolList('tank\tDEGRADED\t81\t12\nrpool\tONLINE\t42\t-\n')
  it('as text: a pool that is being healed, its lost disk, its errors, its damaged files', () => {
    const found = parseZpoolText(status)
    if (!tank || !rpool) throw new Error('Two pools are listed')
    expect(zfsFacts(tank, found.get('tank')).fields).toMatchObject({
      state: 'rebuilding',
      progress: 39.06,
      disks: 2,
      disks_failed: 1,
      errors: 3 + 5 + 1229,
      data_errors: 2,
      capacity_percent: 81,
    })
    expect(zfsFacts(rpool, found.get('rpool')).fields).toMatchObject({
      state: 'ok',
      errors: 0,
      data_errors: 0,
      fragmentation: null,
    })
  })
  it('as JSON of version 2.3', () => {
    const json = {
      output_version: { command: 'zpool status' },
      pools: {
        tank: {
          name: 'tank',
          state: 'ONLINE',
          error_count: '0',
          scan_stats: { function: 'SCRUB', state: 'SCANNING', examined: '50', to_examine: '200' },
          vdevs: {
            tank: {
              vdev_type: 'root',
              vdevs: {
                'mirror-0': {
                  vdevs: {
                    sda: {
                      state: 'ONLINE',
                      read_errors: '0',
                      write_errors: '0',
                      checksum_errors: '7',
                    },
                    sdb: {
                      state: 'FAULTED',
                      read_errors: '2',
                      write_errors: '0',
                      checksum_errors: '0',
                    },
                  },
                },
              },
            },
          },
        },
      },
    }
    if (!tank) throw new Error('A pool is listed')
    expect(zfsFacts(tank, parseZpoolJson(JSON.stringify(json))?.get('tank')).fields).toMatchObject({
      // With a lost disk it is not well, whatever the pool calls itself.
      state: 'degraded',
      progress: 25,
      errors: 9,
      data_errors: 0,
      disks: 2,
      disks_failed: 1,
    })
    expect(parseZpoolJson("invalid option 'j'")).toBeUndefined()
  })
  it('counts a spare in use once, and the disks of its log', () => {
    const text = [
      '  pool: tank',
      ' state: DEGRADED',
      '  scan: resilver (spare-0) in progress since Sun Nov 22 10:00:00 2026',
      '\t1.00G resilvered, 25.50% done, 00:10:00 to go',
      'config:',
      '\tNAME        STATE     READ WRITE CKSUM',
      '\ttank        DEGRADED     0     0     0',
      '\t  spare-0   DEGRADED     0     0     0',
      '\t    sda     FAULTED      3     0     0  too many errors',
      '\t    sdc     ONLINE       0     0     0',
      '\tlogs',
      '\t  sdd       UNAVAIL      0     0     0',
      '\tspares',
      '\t  sdc       INUSE     currently in use',
      '\t  sde       AVAIL',
      'errors: No known data errors',
    ].join('\n')
    expect(parseZpoolText(text).get('tank')).toMatchObject({
      disks: 3,
      disksFailed: 2,
      errors: 3,
      scan: 'resilver',
      progress: 25.5,
    })
    const leaf = { state: 'UNAVAIL', read_errors: '4' }
    const json = { pools: { tank: { state: 'DEGRADED', vdevs: {}, logs: { sdd: leaf } } } }
    expect(parseZpoolJson(JSON.stringify(json))?.get('tank')).toMatchObject({
      disks: 1,
      disksFailed: 1,
      errors: 4,
    })
    const listed = parseZpoolList('tank\tONLINE\t30\t9\n\tmirror-0\tONLINE\t30\t9\n')
    expect(listed.map(({ name }) => name)).toEqual(['tank'])
  })
  test.each([
    ['SUSPENDED', 'failed'],
    ['UNAVAIL', 'failed'],
    ['OFFLINE', 'inactive'],
    ['SOMETHING', 'unknown'],
  ])('%s is %s', (health, state) => {
    const pool = { name: 'p', health, capacity: null, fragmentation: null }
    expect(zfsFacts(pool, undefined).fields.state).toBe(state)
  })
})

describe('LVM', () => {
  const volume = (more: Record<string, string>) => {
    const entry = {
      vg_name: 'vg',
      lv_name: 'data',
      segtype: 'raid1',
      copy_percent: '100.00',
      ...more,
    }
    return parseLvs(JSON.stringify({ report: [{ lv: [entry] }] }))?.map(({ fields }) => fields)
  }
  test.each([
    [{ lv_attr: 'rwi-aor---' }, 'ok'],
    [{ lv_attr: 'rwi-aor-p-' }, 'degraded'],
    [{ lv_attr: 'rwi-aor-r-' }, 'degraded'],
    [{ lv_attr: 'rwi-aor---', copy_percent: '37.50' }, 'rebuilding'],
    [{ lv_attr: 'rwi-aor---', copy_percent: '10.00', raid_sync_action: 'check' }, 'checking'],
    [{ lv_attr: 'rwi---r---' }, 'inactive'],
    [{ lv_attr: '-wi-ao--p-', segtype: 'linear', copy_percent: '' }, 'failed'],
    [{ lv_attr: 'twi-aotzD-', segtype: 'thin-pool', copy_percent: '' }, 'failed'],
  ])('%o', (more, state) => {
    expect(volume(more)?.[0]?.state).toBe(state)
  })
  it('leaves plain volumes to the file systems on them', () => {
    expect(volume({ lv_attr: '-wi-ao----', segtype: 'linear' })).toEqual([])
    expect(parseLvs('  WARNING: Running as a non-root user.')).toBeUndefined()
  })
})

describe('controllers', () => {
  it('storcli: a degraded volume, a disk that foretells its failure, no capacitor', () => {
    const text = JSON.stringify({
      Controllers: [
        {
          'Command Status': { Controller: 0, Status: 'Success' },
          'Response Data': {
            Basics: { Model: 'AVAGO 3108' },
            Status: {
              'Controller Status': 'Needs Attention',
              'BBU Status': 255,
              'Memory Uncorrectable Errors': 3,
            },
            'VD LIST': [{ 'DG/VD': '0/239', TYPE: 'RAID5', State: 'Dgrd' }],
            'PD LIST': [
              { 'EID:Slt': '252:0', State: 'UBad', Model: 'A' },
              { 'EID:Slt': ' :1', State: 'GHS', Model: 'B' },
              { 'EID:Slt': '252:2', State: 'New word', Model: 'C' },
            ],
          },
        },
      ],
    })
    const facts = parseStorcli(text)
    expect(facts?.controllers[0]?.fields).toMatchObject({
      state: 'degraded',
      battery: 'absent',
      memory_errors: 3,
    })
    expect(facts?.arrays).toMatchObject([
      { array: 'c0/v239', level: 'raid5', fields: { state: 'degraded' } },
    ])
    expect(facts?.drives.map(({ drive, fields }) => [drive, fields.state])).toEqual([
      ['c0/e252/s0', 'failed'],
      ['c0/s1', 'spare'],
      ['c0/e252/s2', 'unknown'],
    ])
    expect(facts?.drives[0]?.fields.media_errors).toBeNull()
  })
  it('storcli: a host adapter without a battery, its disks in a table of their own', () => {
    const path = 'Drive /c0/e8/s2'
    const facts = parseStorcli(
      JSON.stringify({
        Controllers: [
          {
            'Command Status': { Controller: 0, Status: 'Success' },
            'Response Data': {
              Status: { 'Controller Status': 'Need Attention' },
              HwCfg: { 'ROC temperature(Degree Celcius)': 51 },
              'Physical Device Information': {
                [path]: [{ 'EID:Slt': '8:2', State: 'UBad', Model: 'DISK' }],
                [`${path} - Detailed Information`]: {
                  [`${path} State`]: { 'Media Error Count': 'N/A' },
                },
              },
            },
          },
        ],
      }),
    )
    expect(facts?.controllers[0]?.fields).toMatchObject({
      state: 'degraded',
      battery: 'absent',
      temp_c: 51,
    })
    expect(facts?.drives[0]).toMatchObject({
      drive: 'c0/e8/s2',
      fields: { state: 'failed', media_errors: null },
    })
  })
  it('MegaCli: a volume striped over several mirrors is RAID 10', () => {
    const volume = (level: string) =>
      parseMegacli(`Adapter #0\n\nVirtual Drive: 0 (Target Id: 0)\n${level}\nState : Optimal\n`)
        ?.arrays[0]?.level
    expect(volume('RAID Level : Primary-1, Secondary-3, RAID Level Qualifier-0')).toBe('raid10')
    expect(volume('RAID Level : Primary-5, Secondary-0\nSpan Depth : 2')).toBe('raid50')
    expect(volume('RAID Level : Primary-1, Secondary-0\nSpan Depth : 1')).toBe('raid1')
  })
  it('ssacli: interim recovery is degraded, a predictive failure is failing', () => {
    const text = `
Smart Array P440ar in Slot 0 (Embedded)
   Controller Status: OK
   Battery/Capacitor Status: Recharging
   Controller Temperature (C): 51

   Array: A
      Status: Failed Physical Drive

      Logical Drive: 1
         Fault Tolerance: 5
         Status: Interim Recovery Mode

      physicaldrive 1I:1:1
         Status: Predictive Failure
         Drive Type: Data Drive
         Current Temperature (C): 35
      physicaldrive 1I:1:2
         Status: Failed
`
    const facts = parseSsacli(text)
    expect(facts?.controllers[0]?.fields).toMatchObject({
      state: 'ok',
      battery: 'charging',
      temp_c: 51,
    })
    expect(facts?.arrays[0]).toMatchObject({ level: 'raid5', fields: { state: 'degraded' } })
    expect(facts?.drives.map(({ fields }) => fields.state)).toEqual(['failing', 'failed'])
  })
  it('Storage Spaces by numbers', () => {
    const section = [
      { name: 'Data', health: 1, op: [3], level: 'Mirror' },
      { name: 'Media', health: 0, op: 0xd002, level: 'Parity' },
      { name: 'Old', health: 2, op: [6] },
      { name: 'New', health: 5, op: [] },
    ]
    expect(storageSpaces(section).map(({ array, fields }) => [array, fields.state])).toEqual([
      ['Data', 'degraded'],
      ['Media', 'rebuilding'],
      ['Old', 'failed'],
      ['New', 'unknown'],
    ])
  })
})

test('btrfs: errors of all kinds, from the kernel or from the program', () => {
  expect(
    sumBtrfsErrors(
      'write_errs 1\nread_errs 2\nflush_errs 0\ncorruption_errs 0\ngeneration_errs 4\n',
    ),
  ).toBe(7)
  const printed =
    '[/dev/sda].write_io_errs    0\n[/dev/sda].read_io_errs     3\n[/dev/sdb].corruption_errs 1\n'
  expect([sumBtrfsErrors(printed), countBtrfsDisks(printed)]).toEqual([4, 2])
  expect(sumBtrfsErrors('ERROR: not a btrfs filesystem')).toBeNull()
})

const lineWords = fc.constantFrom(
  'md0 : active raid1 sda[0](F)',
  'md1 : inactive',
  '  100 blocks [2/1] [U_]',
  ' recovery = 200.5%',

  '  pool: a',
  ' state: ONLINE',
  '\tNAME STATE READ WRITE CKSUM',
  '\ta ONLINE 0 1K 9Z',
  'errors: 3 data errors',

  'Adapter #0',
  'Virtual Drive: 1',
  'PD: 0 Information',
  'Slot Number: 1',
  'Firmware state: Failed',
  'BBU status for Adapter: 0',

  'A in Slot 1',
  '  Logical Drive: 1',
  '   physicaldrive 1I:1:1',
  '   Status: OK',
  ':',
  '\u0000',
)
const leaf = fc.oneof(
  fc.constantFrom(null, 'Dgrd', '0/1', '252:1', 'c0', -1, 1e300),
  fc.string(),
  fc.integer(),
)
const keys = fc.constantFrom(
  'Controllers',
  'Response Data',
  'Command Status',
  'Controller',
  'VD LIST',
  'PD LIST',
  'DG/VD',
  'EID:Slt',
  'Drive /c0/e1/s1',

  'report',
  'lv',
  'lv_attr',
  'pools',
  'vdevs',
  'state',
  'scan_stats',
  'name',
  'health',
  'op',
  '__proto__',
)
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value')),
    fc.dictionary(keys, tie('value')),
  ),
})).value

test('no input whatever makes a decoder throw', () => {
  const texts = fc.oneof(
    fc.array(fc.oneof(lineWords, fc.string())).map((lines) => lines.join('\n')),
    json.map((value) => JSON.stringify(value)),
    json.map((value) =>
      JSON.stringify({ Controllers: [value], report: [value], pools: { a: value } }),
    ),
  )
  fc.assert(
    fc.property(texts, json, (text, section) => {
      const pools = parseZpoolJson(text) ?? parseZpoolText(text)
      const facts: RaidFacts[] = [
        parseStorcli(text),
        parseMegacli(text),
        parseSsacli(text),
      ].flatMap((one) => one ?? [])
      for (const one of facts) raidRows(one)
      const arrays = [
        ...parseMdstat(text).map((array) => mdFacts(array, notTold)),
        ...parseZpoolList(text).map((pool) => zfsFacts(pool, pools.get(pool.name))),
        ...(parseLvs(text) ?? []),
        ...storageSpaces(section),
      ]
      for (const { fields } of arrays) {
        for (const value of [fields.progress, fields.capacity_percent]) {
          if (typeof value === 'number') expect(value >= 0 && value <= 100).toBe(true)
        }
      }
      parseMegacliBattery(text)
      sumBtrfsErrors(text)
    }),
    { numRuns: 2000 },
  )
})
