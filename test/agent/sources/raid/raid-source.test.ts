import { expect, it } from 'vitest'
import { raidSource } from '../../../../agent/sources/raid/raid.ts'
import { TimedOut } from '../../../../lib/deadline.ts'
import { reader } from '../../../support/read-source.ts'
import { scriptedMachine, printed, type Script } from '../../../support/scripted-machine.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

async function rows(script: Script) {
  const read = reader(raidSource, scriptedMachine(script), new VirtualClock())
  return (await read()).map(({ tags, fields }) => ({ ...tags, ...fields }))
}
const pool = { '/proc/spl/kstat/zfs/tank/state': 'ONLINE\n' }
const list = '/usr/sbin/zpool list -Hp -o name,health,capacity,fragmentation'

it('is not there where there is no array', async () => {
  await expect(rows({})).rejects.toMatchObject({ name: 'NotPresent' })
})
it('tells ZFS from the kernel alone where zpool is not installed', async () => {
  expect(await rows({ files: pool })).toMatchObject([
    { kind: 'zfs', array: 'tank', state: 'ok', errors: null },
  ])
})
it('tells the other arrays when one program hangs', async () => {
  const found = await rows({
    files: { ...pool, '/proc/mdstat': 'md0 : active raid1 sda1[0]\n  100 blocks [2/1] [U_]\n' },
    runs: {
      [list]: () => {
        throw new TimedOut('zpool did not end')
      },
      '/usr/sbin/ssacli ctrl all show config detail': printed('Error: No controllers detected.'),
    },
  })
  expect(found).toMatchObject([
    { kind: 'md', array: 'md0', state: 'degraded' },
    { kind: 'zfs', array: '*', state: 'unknown', reason: 'timed_out' },
    { controller: 'ssacli', state: 'unknown', reason: 'bad_output' },
  ])
})
it('asks zpool for text where it knows no JSON', async () => {
  const found = await rows({
    files: pool,
    runs: {
      [list]: printed('tank\tONLINE\t40\t3\n'),
      '/usr/sbin/zpool status -j': printed("invalid option 'j'", 2),
      '/usr/sbin/zpool status -p': printed(
        '  pool: tank\n state: ONLINE\nerrors: No known data errors\n',
      ),
    },
  })
  expect(found).toMatchObject([
    { array: 'tank', state: 'ok', capacity_percent: 40, data_errors: 0 },
  ])
})
it('reads btrfs from the kernel, or by the program on an old one', async () => {
  const id = '0b1b7e3a-52a1-4a2f-9a51-1c2c0a7d9f10'
  const folder = `/sys/fs/btrfs/${id}`
  const files = {
    [`${folder}/label`]: 'data\n',
    [`${folder}/devinfo/1/missing`]: '0\n',
    [`${folder}/devinfo/2/missing`]: '1\n',
  }
  const modern = { ...files, [`${folder}/devinfo/1/error_stats`]: 'write_errs 2\nread_errs 1\n' }
  expect(await rows({ files: modern })).toMatchObject([
    { kind: 'btrfs', array: 'data', state: 'degraded', disks: 2, disks_failed: 1, errors: 3 },
  ])
  const old = {
    [`${folder}/devinfo/1/missing`]: '0\n',
    [`${folder}/devices/sda2`]: '',
    '/proc/self/mountinfo':
      '36 35 0:42 / /srv/data rw,noatime shared:1 - btrfs /dev/sda2 rw,space_cache\n',
  }
  const runs = { '/usr/bin/btrfs device stats /srv/data': printed('[/dev/sda2].write_io_errs 5\n') }
  expect(await rows({ files: old, runs })).toMatchObject([{ array: id, state: 'ok', errors: 5 }])
  expect(await rows({ files: old })).toMatchObject([
    { state: 'unknown', reason: 'not_supported', errors: null },
  ])
})
it('asks lvs only where the kernel has volumes of LVM', async () => {
  const line =
    '/usr/sbin/lvs --reportformat json --units b --nosuffix -o vg_name,lv_name,lv_attr,lv_size,segtype,copy_percent,data_percent,metadata_percent,lv_health_status,raid_sync_action'
  const runs = {
    [line]: printed({
      report: [{ lv: [{ vg_name: 'vg', lv_name: 'm', lv_attr: 'rwi-aor-p-', segtype: 'raid1' }] }],
    }),
  }
  const uuid = '/sys/block/dm-0/dm/uuid'
  expect(await rows({ files: { [uuid]: 'LVM-abc' }, runs })).toMatchObject([
    { array: 'vg/m', state: 'degraded' },
  ])
  await expect(rows({ files: { [uuid]: 'CRYPT-LUKS2-abc' }, runs })).rejects.toMatchObject({
    name: 'NotPresent',
  })
})
it('reads Storage Spaces on Windows, and no virtual disk is no array', async () => {
  const windows = { virtualDisks: { name: 'Data', health: 1, op: 3, level: 'Mirror' } }
  expect(await rows({ platform: 'win32', windows })).toMatchObject([
    { kind: 'spaces', array: 'Data', state: 'degraded' },
  ])
  await expect(rows({ platform: 'win32', windows: { virtualDisks: [] } })).rejects.toMatchObject({
    name: 'NotPresent',
  })
})
