import type { Program, ShapedWord } from './program.ts'

/** Without dots, so never out of its folder; on macOS a path in the I/O Registry. */
const disk: ShapedWord = {
  name: 'disk',
  shape: /\/dev\/[A-Za-z0-9_/,]{1,64}|IOService:[A-Za-z0-9@/()_.,+:-]{1,400}/,
}
/** sat, nvme, megaraid,4, sat+cciss,0 … */
const type: ShapedWord = { name: 'type', shape: /[a-z][a-z0-9+,/_]{0,39}/ }
const nvmeDisk: ShapedWord = { name: 'nvme disk', shape: /\/dev\/nvme\d{1,3}(?:n\d{1,3})?/ }
const appleDisk: ShapedWord = { name: 'disk', shape: /disk\d{1,3}/ }
/** Where a file system is mounted; never an option. */
const mount: ShapedWord = { name: 'mount', shape: /\/[^\0\r\n]{0,1023}/ }

const smartctl = (path: string): Program => ({
  path,
  gives: 'health of disks; a sleeping disk is not woken',
  arguments: [
    ['--scan-open', '-j'],
    ['-j', '-x', '-n', 'standby,0', '-d', type, disk],
  ],
})
const storcli = (path: string): Program => ({
  path,
  gives: 'state of a Broadcom or Dell RAID controller, its volumes and disks',
  arguments: [
    ['/cALL', 'show', 'all', 'J'],
    ['/cALL/eALL/sALL', 'show', 'all', 'J'],
  ],
})
const megacli = (path: string): Program => ({
  path,
  gives: 'the same of an older controller',
  arguments: [
    ['-LDPDInfo', '-aAll', '-NoLog'],
    ['-AdpBbuCmd', '-aAll', '-NoLog'],
  ],
})
const ssacli = (path: string): Program => ({
  path,
  gives: 'state of an HPE Smart Array controller, its volumes and disks',
  arguments: [['ctrl', 'all', 'show', 'config', 'detail']],
})

const smartctlPaths = [
  '/usr/sbin/smartctl',
  '/usr/local/sbin/smartctl',
  '/usr/local/bin/smartctl',
  '/opt/homebrew/sbin/smartctl',
  '/opt/homebrew/bin/smartctl',
  '%ProgramFiles%\\smartmontools\\bin\\smartctl.exe',
]

export const diskPrograms: readonly Program[] = [
  ...smartctlPaths.map(smartctl),
  {
    path: '/usr/sbin/nvme',
    gives: 'health of NVMe disks where smartctl is not installed',
    arguments: [
      ['list', '-o', 'json'],
      ['smart-log', nvmeDisk, '-o', 'json'],
    ],
  },
  {
    path: '/usr/sbin/system_profiler',
    gives: 'disks of a Mac with the verdict that macOS has of them',
    arguments: [['-xml', 'SPSerialATADataType', 'SPNVMeDataType']],
  },
  {
    path: '/usr/sbin/diskutil',
    gives: 'the same for one disk',
    arguments: [['info', '-plist', appleDisk]],
  },
  ...['/usr/sbin/zpool', '/sbin/zpool', '/usr/local/sbin/zpool'].map((path): Program => ({
    path,
    gives: 'state of ZFS pools and their disks',
    arguments: [
      ['list', '-Hp', '-o', 'name,health,capacity,fragmentation'],
      ['status', '-j'],
      ['status', '-p'],
    ],
  })),
  {
    path: '/usr/sbin/lvs',
    gives: 'state of LVM volumes that are RAID or thin pools',
    arguments: [lvsArguments()],
  },
  {
    path: '/usr/bin/btrfs',
    gives: 'errors that btrfs counted on each of its disks, on kernels that do not show them',
    arguments: [['device', 'stats', mount]],
  },
  ...[
    '/opt/MegaRAID/storcli/storcli64',
    '/opt/MegaRAID/perccli/perccli64',
    '/usr/sbin/storcli64',
  ].map(storcli),
  ...['/opt/MegaRAID/MegaCli/MegaCli64', '/usr/sbin/megacli'].map(megacli),
  ...['/usr/sbin/ssacli', '/usr/sbin/hpssacli'].map(ssacli),
]

/** Units of bytes without their letter, so that no locale can change them. */
function lvsArguments(): readonly string[] {
  const columns = [
    'vg_name',
    'lv_name',
    'lv_attr',
    'lv_size',
    'segtype',
    'copy_percent',
    'data_percent',
    'metadata_percent',
    'lv_health_status',
    'raid_sync_action',
  ]
  return ['--reportformat', 'json', '--units', 'b', '--nosuffix', '-o', columns.join(',')]
}
