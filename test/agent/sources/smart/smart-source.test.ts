import { describe, expect, it } from 'vitest'
import type { RunResult } from '../../../../agent/host/host.ts'
import { smartSource } from '../../../../agent/sources/smart/smart.ts'
import { TimedOut } from '../../../../lib/deadline.ts'
import { reader } from '../../../support/read-source.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'
import {
  printed,
  scriptedMachine,
  type Script,
  type ScriptedMachine,
} from '../../../support/scripted-machine.ts'

const smartctl = '/usr/sbin/smartctl'
const scanLine = `${smartctl} --scan-open -j`
const readLine = (name: string, type: string) => `${smartctl} -j -x -n standby,0 -d ${type} ${name}`
const hour = 3_600_000

const scan = (...devices: readonly (readonly [string, string])[]) =>
  printed({
    smartctl: { version: [7, 3], exit_status: 0 },
    devices: devices.map(([name, type]) => ({ name, info_name: name, type, protocol: 'ATA' })),
  })
const sata = (serial: string, more: Record<string, unknown> = {}) => ({
  smartctl: { version: [7, 3], exit_status: 0 },
  device: { name: '/dev/sda', type: 'sat', protocol: 'ATA' },
  model_name: 'WDC WD10EZEX-08WN4A0',
  serial_number: serial,
  user_capacity: { blocks: 1953525168, bytes: 1000204886016 },
  rotation_rate: 7200,
  smart_support: { available: true, enabled: true },
  smart_status: { passed: true },
  temperature: { current: 34 },
  ...more,
})
const asleep = {
  smartctl: {
    version: [7, 3],
    messages: [{ string: 'Device is in STANDBY mode, exit(0)', severity: 'information' }],
    exit_status: 0,
  },
  device: { name: '/dev/sda', type: 'sat', protocol: 'ATA' },
}
const oneDisk = {
  '/sys/block/sda/device/model': 'WDC WD10EZEX-08W',
  '/sys/block/sda/size': '1953525168',
}

function begun(script: Script) {
  const clock = new VirtualClock()
  const host = scriptedMachine(script)
  const read = reader(smartSource, host, clock)
  return { clock, host, read, rows: async () => devices(await read()) }
}
function devices(readings: Awaited<ReturnType<ReturnType<typeof reader>>>) {
  return readings
    .filter(({ measurement }) => measurement.name === 'smart_device')
    .map(({ tags, fields }): Record<string, unknown> => ({
      device: tags['device'],
      serial: tags['serial_no'],
      ...fields,
    }))
}
const answers = (host: ScriptedMachine): number =>
  host.asked.filter((line) => line.includes('standby')).length

describe('the health of disks on Linux', () => {
  it('is read once an hour, and the list of disks once a day or when a disk comes', async () => {
    const files: Record<string, string> = { ...oneDisk }
    const { clock, host, read } = begun({
      files,
      runs: {
        [scanLine]: scan(['/dev/sda', 'sat']),
        [readLine('/dev/sda', 'sat')]: printed(sata('A')),
      },
    })
    expect(await read()).not.toEqual([])
    for (let quarter = 0; quarter < 3; quarter++) {
      await clock.advance(hour / 4)
      expect(await read()).toEqual([])
    }
    await clock.advance(hour / 4)
    expect(await read()).not.toEqual([])
    expect(answers(host)).toBe(2)
    expect(host.asked.filter((line) => line === scanLine)).toHaveLength(1)
    await clock.advance(24 * hour)
    await read()
    expect(host.asked.filter((line) => line === scanLine)).toHaveLength(2)
  })
  it('of a sleeping disk is what was last known, with its age; it is not woken', async () => {
    let answer: unknown = sata('A')
    const { clock, rows } = begun({
      files: oneDisk,
      runs: {
        [scanLine]: scan(['/dev/sda', 'sat']),
        [readLine('/dev/sda', 'sat')]: () => printed(answer),
      },
    })
    await rows()
    answer = asleep
    await clock.advance(hour)
    expect(await rows()).toMatchObject([
      { serial: 'A', verdict: 'ok', asleep: true, age: 3600, temp_c: 34 },
    ])
  })
  it('of a disk that hangs is unknown, and it is left alone for a day while others are read', async () => {
    const hang = (): RunResult => {
      throw new TimedOut('smartctl did not end within 20000 ms')
    }
    const { clock, host, rows } = begun({
      files: { ...oneDisk, '/sys/block/sdb/device/model': 'Hung' },
      runs: {
        [scanLine]: scan(['/dev/sda', 'sat'], ['/dev/sdb', 'sat']),
        [readLine('/dev/sda', 'sat')]: printed(sata('A')),
        [readLine('/dev/sdb', 'sat')]: hang,
      },
    })
    expect(await rows()).toMatchObject([
      { device: 'sda', verdict: 'ok' },
      { device: 'sdb', verdict: 'unknown', reason: 'timed_out' },
    ])
    await clock.advance(hour)
    await rows()
    expect(host.asked.filter((line) => line.endsWith('/dev/sdb'))).toHaveLength(1)
    await clock.advance(23 * hour)
    await rows()
    expect(host.asked.filter((line) => line.endsWith('/dev/sdb'))).toHaveLength(2)
  })
  it('is unknown where a program prints too much or no JSON', async () => {
    const { rows } = begun({
      files: { ...oneDisk, '/sys/block/sdb/device/model': 'B' },
      runs: {
        [scanLine]: scan(['/dev/sda', 'sat'], ['/dev/sdb', 'sat']),
        [readLine('/dev/sda', 'sat')]: () => {
          throw new Error('/usr/sbin/smartctl printed more than is allowed')
        },
        [readLine('/dev/sdb', 'sat')]: printed('=== START OF INFORMATION SECTION ==='),
      },
    })
    expect((await rows()).map((row) => [row['verdict'], row['reason']])).toEqual([
      ['unknown', 'bad_output'],
      ['unknown', 'bad_output'],
    ])
  })
  it('is one finding when the agent may not read any disk, and is not asked for again at once', async () => {
    const refused = {
      smartctl: {
        messages: [
          { string: 'Smartctl open device: /dev/sda failed: Permission denied', severity: 'error' },
        ],
        exit_status: 2,
      },
    }
    const { clock, host, read } = begun({
      files: oneDisk,
      runs: {
        [scanLine]: scan(['/dev/sda', 'sat']),
        [readLine('/dev/sda', 'sat')]: printed(refused, 2),
      },
    })
    await expect(read()).rejects.toMatchObject({ name: 'Unknown', reason: 'no_privilege' })
    await clock.advance(hour / 4)
    await expect(read()).rejects.toMatchObject({ reason: 'no_privilege' })
    expect(answers(host)).toBe(1)
  })
  it('is unknown without smartctl, and without disks of its own it is not there', async () => {
    await expect(begun({ files: oneDisk }).read()).rejects.toMatchObject({
      reason: 'not_installed',
    })
    const virtual = {
      '/sys/block/sda/device/vendor': 'QEMU',
      '/sys/block/sda/device/model': 'QEMU HARDDISK',
      '/sys/block/vda/size': '100',
      '/sys/block/loop0/size': '8',
    }
    await expect(begun({ files: virtual }).read()).rejects.toMatchObject({ name: 'NotPresent' })
  })
  it('of members is told and their volume left out; a volume without members is behind a controller', async () => {
    const volume = {
      smartctl: { exit_status: 4 },
      device: { name: '/dev/sda', type: 'scsi', protocol: 'SCSI' },
      scsi_model_name: 'DELL PERC H730 Mini',
      user_capacity: { bytes: 1000204886016 },
    }
    const files = { '/sys/block/sda/device/model': 'PERC H730 Mini' }
    const alone = begun({
      files,
      runs: {
        [scanLine]: scan(['/dev/sda', 'scsi']),
        [readLine('/dev/sda', 'scsi')]: printed(volume),
      },
    })
    expect(await alone.rows()).toMatchObject([
      { device: 'sda', verdict: 'unknown', reason: 'behind_controller' },
    ])
    const member = begun({
      files,
      runs: {
        [scanLine]: scan(
          ['/dev/sda', 'scsi'],
          ['/dev/bus/0', 'sat+megaraid,4'],
          ['/dev/bus/0', 'megaraid,5'],
        ),
        [readLine('/dev/sda', 'scsi')]: printed(volume),
        [readLine('/dev/bus/0', 'sat+megaraid,4')]: printed(sata('A')),
        [readLine('/dev/bus/0', 'megaraid,5')]: printed(
          sata('B', { smart_status: { passed: false } }),
        ),
      },
    })
    expect(await member.rows()).toMatchObject([
      { device: 'bus/0:megaraid,4', serial: 'A', verdict: 'ok' },
      { device: 'bus/0:megaraid,5', serial: 'B', verdict: 'failed' },
    ])
  })
  it('tells two disks behind one bridge without serial numbers apart, and one disk on two paths once', async () => {
    const blank = sata('                ')
    const { rows } = begun({
      files: {
        ...oneDisk,
        '/sys/block/sdb/device/model': 'B',
        '/sys/block/sdc/device/model': 'C',
        '/sys/block/sdd/device/model': 'D',
      },
      runs: {
        [scanLine]: scan(
          ['/dev/sda', 'sat'],
          ['/dev/sdb', 'sat'],
          ['/dev/sdc', 'sat'],
          ['/dev/sdd', 'sat'],
        ),
        [readLine('/dev/sda', 'sat')]: printed(blank),
        [readLine('/dev/sdb', 'sat')]: printed(blank),
        [readLine('/dev/sdc', 'sat')]: printed(sata('C')),
        [readLine('/dev/sdd', 'sat')]: printed(sata('C')),
      },
    })
    expect((await rows()).map((row) => [row['device'], row['serial']])).toEqual([
      ['sda', undefined],
      ['sdb', undefined],
      ['sdc', 'C'],
    ])
  })
  it('says nothing of a stick, asks a disk that the list lacks, and reads eMMC from the kernel', async () => {
    const { rows } = begun({
      files: {
        ...oneDisk,
        '/sys/block/sdb/device/model': 'Cruzer Blade',
        '/sys/block/sdb/removable': '1',
        '/sys/block/mmcblk0/device/name': 'DF4064',
        '/sys/block/mmcblk0/device/life_time': '0x0a 0x01',
        '/sys/block/mmcblk0/device/pre_eol_info': '0x02',
      },
      runs: {
        [scanLine]: scan(['/dev/sdb', 'scsi']),
        [readLine('/dev/sdb', 'scsi')]: printed({
          smartctl: { exit_status: 4 },
          device: { protocol: 'SCSI' },
          scsi_model_name: 'SanDisk Cruzer Blade',
        }),
        [readLine('/dev/sda', 'auto')]: printed(sata('A')),
      },
    })
    expect(await rows()).toMatchObject([
      { device: 'sda', verdict: 'ok' },
      { device: 'mmcblk0', kind: 'emmc', verdict: 'worn', wear_percent: 100 },
    ])
  })
  it('keeps a disk’s name when it cannot be read any more', async () => {
    let answer = printed(sata('A'))
    const { clock, rows } = begun({
      files: oneDisk,
      runs: { [scanLine]: scan(['/dev/sda', 'sat']), [readLine('/dev/sda', 'sat')]: () => answer },
    })
    await rows()
    answer = printed('')
    await clock.advance(hour)
    expect(await rows()).toMatchObject([
      { device: 'sda', serial: 'A', verdict: 'unknown', reason: 'bad_output', temp_c: null },
    ])
  })
})

describe('the health of disks on Windows', () => {
  const exe = '%ProgramFiles%\\smartmontools\\bin\\smartctl.exe'
  const own = {
    physicalDisks: [
      {
        n: '0',
        model: 'KINGSTON SA400S37240G',
        serial: '50026B77',
        bus: 11,
        media: 4,
        health: 0,
        op: [2],
        size: 240057409536,
        rel: { temp: 31, wear: 12, hours: 8000 },
      },
      {
        n: '1',
        model: 'ST1000DM010-2EP102',
        serial: 'Z9A',
        bus: 11,
        media: 3,
        health: 1,
        op: [5],
        size: 1000204886016,
        rel: null,
      },
      {
        n: '2',
        model: 'Seagate Expansion',
        serial: '',
        bus: 7,
        media: 0,
        health: 0,
        op: [2],
        rel: null,
      },
      { n: '3', model: 'Intel Raid 1 Volume', bus: 8, media: 3, health: 0, op: [2], rel: null },
      { n: '4', model: 'Msft Virtual Disk', bus: 15, health: 0, op: [2], rel: null },
    ],
    diskDrives: [{ n: 1, pnp: 'SCSI\\DISK&VEN_ST1000&PROD_DM010\\4&1&0&010000' }],
    smartPredict: { n: 'scsi\\disk&ven_st1000&prod_dm010\\4&1&0&010000_0', fail: true, reason: 5 },
  }
  it('is what Windows says, by numbers; what hides its health is not called healthy', async () => {
    const { rows } = begun({ platform: 'win32', windows: own })
    expect(
      (await rows()).map((row) => [row['device'], row['verdict'], row['reason'], row['reasons']]),
    ).toEqual([
      ['PhysicalDrive0', 'ok', 'none', ''],
      ['PhysicalDrive1', 'failed', 'none', 'self_assessment,predicted_failure,system_warning'],
      ['PhysicalDrive2', 'unknown', 'not_supported', ''],
      ['PhysicalDrive3', 'unknown', 'behind_controller', ''],
    ])
  })
  it('is smartctl’s where it is installed, disk by disk', async () => {
    const { rows } = begun({
      platform: 'win32',
      windows: own,
      runs: {
        [`${exe} --scan-open -j`]: scan(['/dev/sda', 'ata']),
        [`${exe} -j -x -n standby,0 -d ata /dev/sda`]: printed(sata('50026B77')),
      },
    })
    const found = await rows()
    expect(found.map((row) => row['device'])).toEqual([
      'sda',
      'PhysicalDrive1',
      'PhysicalDrive2',
      'PhysicalDrive3',
    ])
  })
  it('is unknown when the question failed, and there without the rights for counters', async () => {
    const broken = begun({
      platform: 'win32',
      windows: {},
      windowsErrors: { physicalDisks: { hr: '0x8004100E' } },
    })
    await expect(broken.read()).rejects.toMatchObject({ reason: 'not_installed' })
    const plain = begun({
      platform: 'win32',
      windows: { physicalDisks: { ...own.physicalDisks[0], rel: null } },
    })
    expect(await plain.rows()).toMatchObject([{ verdict: 'ok', temp_c: null, wear_percent: null }])
  })
})
