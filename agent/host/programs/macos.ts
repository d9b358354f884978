import type { Program } from './program.ts'

/** The fast facts and the inventory of macOS; other subjects have their programs with them. */
export const macPrograms = [
  { path: '/usr/bin/vm_stat', gives: 'what memory is used for', arguments: [[]] },
  { path: '/usr/sbin/sysctl', gives: 'how much swap is used', arguments: [['-n', 'vm.swapusage']] },
  {
    path: '/usr/sbin/ioreg',
    gives: 'the battery’s state; the machine’s serial number and id',
    arguments: [
      ['-rn', 'AppleSmartBattery', '-a'],
      ['-rd1', '-c', 'IOPlatformExpertDevice', '-a'],
    ],
  },
  { path: '/usr/bin/sw_vers', gives: 'name and version of macOS', arguments: [[]] },
  {
    path: '/usr/sbin/system_profiler',
    gives: 'model, processor, memory and disks, for the inventory',
    arguments: [['-xml', 'SPHardwareDataType', 'SPStorageDataType']],
  },
] as const satisfies readonly Program[]
