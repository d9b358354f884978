/** LUKS headers made by the real cryptsetup, and written-down /sys trees: there is no device-mapper here. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { replayHost, type Answers } from '../../../../agent/host/replay.ts'
import { encryptionSource } from '../../../../agent/sources/encryption/encryption.ts'
import {
  decodeLuksHeader,
  luksHeaderBytes,
} from '../../../../agent/sources/encryption/linux/luks-header.ts'
import { decodePoolDevices } from '../../../../agent/sources/encryption/linux/zfs.ts'
import { decodeFileVault } from '../../../../agent/sources/encryption/macos/macos-encryption.ts'
import { reader } from '../../../support/read-source.ts'
import { missing } from '../../../support/service.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

const folders: string[] = []
function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-luks-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** The first bytes of a file on which luksFormat was run. */
function luksFormat(type: string, cipher: string): Buffer {
  const file = path.join(temporary(), 'disk')
  writeFileSync(file, '')
  truncateSync(file, 24 * 1024 * 1024)
  const quick = [
    '--pbkdf-force-iterations',
    '1000',
    ...(type === 'luks2' ? ['--pbkdf', 'pbkdf2'] : []),
  ]
  const { status, stderr } = spawnSync(
    'cryptsetup',
    ['-q', 'luksFormat', '--type', type, '--cipher', cipher, ...quick, file, '-'],
    { input: 'siri', encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return readFileSync(file).subarray(0, luksHeaderBytes)
}

const absent = missing('cryptsetup', 'cryptsetup-bin')
describe.skipIf(absent)('headers made by luksFormat', () => {
  test.each([
    ['luks1', 'aes-xts-plain64', 1],
    ['luks1', 'aes-cbc-essiv:sha256', 1],
    ['luks2', 'aes-xts-plain64', 2],
    // Other ciphers than AES need a kernel with device-mapper to make.
    ['luks2', 'aes-cbc-essiv:sha256', 2],
  ])('%s with %s', (type, cipher, version) => {
    expect(decodeLuksHeader(luksFormat(type, cipher))).toEqual({ version, cipher })
  })
  test('a file that luksFormat never saw has none', () => {
    expect(decodeLuksHeader(Buffer.alloc(luksHeaderBytes))).toBeUndefined()
  })
  test('the cipher is told with the volume that lies on it', async () => {
    const rows = await read(
      { 'dev/sda3': luksFormat('luks2', 'aes-xts-plain64') },
      luksBelowLvm,
      '254:1 / / rw - ext4 /dev/mapper/vg-root rw',
    )
    expect(rows['/']).toMatchObject({ state: 'encrypted', method: 'LUKS2 aes-xts-plain64' })
  })
})

interface Tree {
  readonly files: Readonly<Record<string, string>>
  readonly links?: Readonly<Record<string, string>>
}
/** /sys/class/block with LVM on LUKS on sda3. */
const luksBelowLvm: Tree = {
  files: {
    'sys/class/block/dm-1/dm/uuid': 'LVM-abcdef',
    'sys/class/block/dm-1/slaves/dm-0': '',
    'sys/class/block/dm-2/dm/uuid': 'LVM-fedcba',
    'sys/class/block/dm-2/slaves/dm-0': '',
    'sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-0a1b2c3d-sda3_crypt',
    'sys/class/block/dm-0/slaves/sda3': '',
    'sys/class/block/sda3/partition': '3',
    'sys/class/block/sda2/partition': '2',
  },
  links: {
    '/sys/dev/block/254:1': '../../devices/virtual/block/dm-1',
    '/sys/dev/block/8:2': '../../devices/pci0/sda/sda2',
    '/sys/class/block/sda2': '../../devices/pci0/sda/sda2',
    '/sys/class/block/sda3': '../../devices/pci0/sda/sda3',
    '/dev/mapper/vg-swap': '../dm-2',
  },
}

/** The volumes by name, and the computer under the empty name. */
async function read(
  bytes: Readonly<Record<string, Buffer>>,
  tree: Tree,
  mounts: string,
  swaps = '',
  runs: Answers['runs'] = {},
) {
  const root = temporary()
  const numbered = mounts.split('\n').map((line, index) => `${30 + index} 1 ${line}\n`)
  const files: Record<string, string | Buffer> = {
    ...tree.files,
    ...bytes,
    'proc/self/mountinfo': numbered.join(''),
    'proc/swaps': `Filename\tType\tSize\tUsed\tPriority\n${swaps}`,
    'answers.json': JSON.stringify({ links: tree.links ?? {}, runs: runs ?? {} }),
  }
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), content)
  }
  const clock = new VirtualClock()
  const rows = await reader(encryptionSource, replayHost(root, clock), clock)()
  return Object.fromEntries(rows.map((row) => [row.tags['volume'] ?? '', row.fields]))
}

describe('what a mount lies on', () => {
  const rootOnLvm = '254:1 / / rw - ext4 /dev/mapper/vg-root rw'
  test('LVM on LUKS, swap in the same group, /boot open', async () => {
    const rows = await read({}, luksBelowLvm, rootOnLvm, '/dev/mapper/vg-swap partition 1 0 -2\n')
    expect(rows['']).toMatchObject({
      state: 'encrypted',
      method: 'LUKS2',
      swap_encrypted: true,
      volumes: 2,
      volumes_encrypted: 2,
    })
  })
  test('swap on a plain partition beside an encrypted root', async () => {
    const rows = await read({}, luksBelowLvm, rootOnLvm, '/dev/sda2 partition 1 0 -2\n')
    expect(rows['']).toMatchObject({ state: 'encrypted', swap_encrypted: false })
    expect(rows['swap']).toMatchObject({ state: 'not_encrypted', kind: 'swap' })
  })
  test('a swap file lies where its folder lies; compressed memory is no disk', async () => {
    const swaps = '/swapfile file 1 0 -2\n/dev/zram0 partition 1 0 100\n'
    expect((await read({}, luksBelowLvm, rootOnLvm, swaps))['']?.['swap_encrypted']).toBe(true)
    const none = await read({}, luksBelowLvm, rootOnLvm, '/dev/zram0 partition 1 0 100\n')
    expect(none['']?.['swap_encrypted']).toBeNull()
  })
  test('a plain partition', async () => {
    const rows = await read({}, luksBelowLvm, '8:2 / / rw - ext4 /dev/sda2 rw')
    expect(rows['']).toMatchObject({ state: 'not_encrypted', reason: 'none' })
  })
  test('verity and integrity only check: they hide nothing', async () => {
    const tree: Tree = {
      files: {
        'sys/class/block/dm-0/dm/uuid': 'CRYPT-VERITY-abc-root',
        'sys/class/block/dm-0/slaves/sda1': '',
      },
      links: { '/sys/dev/block/254:0': '../../devices/virtual/block/dm-0' },
    }
    const rows = await read({}, tree, '254:0 / / ro - erofs /dev/dm-0 ro')
    expect(rows['']).toMatchObject({ state: 'not_encrypted' })
  })
  test('a mirror with one open half is open', async () => {
    const tree: Tree = {
      files: {
        'sys/class/block/md0/slaves/dm-0': '',
        'sys/class/block/md0/slaves/sdb1': '',
        'sys/class/block/md0p1/partition': '1',
        'sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS1-abc-a',
        'sys/class/block/dm-0/slaves/sda1': '',
      },
      links: {
        '/sys/dev/block/259:0': '../../devices/virtual/block/md0/md0p1',
        '/sys/class/block/md0p1': '../../devices/virtual/block/md0/md0p1',
      },
    }
    const rows = await read({}, tree, '259:0 / / rw - ext4 /dev/md0p1 rw')
    expect(rows['']).toMatchObject({ state: 'not_encrypted' })
  })
  test('btrfs, whose mount leads to no device number, is followed by its source', async () => {
    const tree: Tree = {
      ...luksBelowLvm,
      links: { '/dev/mapper/luks-1': '../dm-0' },
    }
    const rows = await read({}, tree, '0:30 /@ / rw - btrfs /dev/mapper/luks-1 rw,subvol=/@')
    expect(rows['']).toMatchObject({ state: 'encrypted', method: 'LUKS2' })
  })
  test('a device that the kernel does not show is unknown', async () => {
    const rows = await read({}, { files: {} }, '8:1 / / rw - ext4 /dev/root rw')
    expect(rows['']).toMatchObject({ state: 'unknown', reason: 'not_supported' })
  })
  test('a container has no disk of its own', async () => {
    const rows = await read({}, { files: {} }, '0:50 / / rw - overlay overlay rw')
    expect(rows['']).toMatchObject({ state: 'not_applicable' })
  })
  test.each([
    ['aes-256-gcm\n', 'encrypted', 'ZFS aes-256-gcm'],
    ['off\n', 'not_encrypted', undefined],
    ['-\n', 'not_encrypted', undefined],
    ['what?\n', 'unknown', undefined],
  ])('ZFS says %j', async (stdout, state, method) => {
    const command = '/usr/sbin/zfs get -H -o value encryption rpool/ROOT/debian'
    const rows = await read({}, { files: {} }, '0:30 / / rw - zfs rpool/ROOT/debian rw', '', {
      [command]: { exitCode: 0, stdout, stderr: '' },
    })
    expect(rows['']?.['state']).toBe(state)
    expect(rows['']?.['method']).toBe(method)
  })
  test('ZFS without encryption of its own on LUKS', async () => {
    const list = 'rpool\t10G\t2G\t8G\n\t/dev/dm-0\t10G\t2G\t8G\n'
    expect(decodePoolDevices(list)).toEqual(['/dev/dm-0'])
    const rows = await read({}, luksBelowLvm, '0:30 / / rw - zfs rpool/ROOT rw', '', {
      '/usr/sbin/zfs get -H -o value encryption rpool/ROOT': {
        exitCode: 0,
        stdout: 'off\n',
        stderr: '',
      },
      '/usr/sbin/zpool list -v -H -P -L rpool': { exitCode: 0, stdout: list, stderr: '' },
    })
    expect(rows['']).toMatchObject({ state: 'encrypted', method: 'ZFS on LUKS2' })
  })
})

const fixtures = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev/linux')
const here = existsSync(fixtures)
if (!here) console.warn(`skipped: there are no recorded outputs in ${fixtures}`)
describe.skipIf(!here)('recorded machines', () => {
  test('this virtual machine: its only disk is not encrypted, and lsblk says the same', async () => {
    interface Block {
      readonly name: string
      readonly 'maj:min': string
      readonly type: string
      readonly mountpoints: readonly (string | null)[]
      readonly fstype: string | null
    }
    const { blockdevices }: { blockdevices: Block[] } = JSON.parse(
      readFileSync(path.join(fixtures, 'own_lsblk_J.json'), 'utf8'),
    )
    const root = blockdevices.find(({ mountpoints }) => mountpoints.includes('/'))
    if (!root) throw new Error('no root in the recording')
    expect(
      blockdevices.some(({ type, fstype }) => type === 'crypt' || fstype === 'crypto_LUKS'),
    ).toBe(false)
    const tree: Tree = {
      files: { [`sys/class/block/${root.name}/size`]: '1' },
      links: { [`/sys/dev/block/${root['maj:min']}`]: `../../devices/virtual/block/${root.name}` },
    }
    const rows = await read({}, tree, `${root['maj:min']} / / rw - ext4 /dev/${root.name} rw`)
    expect(rows['']).toMatchObject({ state: 'not_encrypted' })
  })
})

test.each([
  ['FileVault is On.\n', { state: 'encrypted', method: 'FileVault' }],
  ['FileVault is Off.\n', { state: 'not_encrypted' }],
  [
    'FileVault is On.\nEncryption in progress: Percent completed = 23\n',
    { state: 'encrypting', progress: 23, method: 'FileVault' },
  ],
  [
    'FileVault is Off.\nDecryption in progress: Percent completed = 7\n',
    { state: 'decrypting', progress: 7, method: 'FileVault' },
  ],
  ['Error: could not determine\n', undefined],
])('macOS says %j', (text, verdict) => {
  expect(decodeFileVault(text)).toEqual(verdict)
})
