import type { Program } from './program.ts'

export const encryptionPrograms = [
  {
    path: '/usr/sbin/zfs',
    gives: 'whether a ZFS dataset is encrypted',
    arguments: [
      ['get', '-H', '-o', 'value', 'encryption', { name: 'dataset', shape: /\w[\w./:-]{0,200}/ }],
    ],
  },
  {
    path: '/usr/sbin/zpool',
    gives: 'the devices of a ZFS pool',
    arguments: [['list', '-v', '-H', '-P', '-L', { name: 'pool', shape: /\w[\w.:-]{0,100}/ }]],
  },
  {
    path: '/usr/bin/fdesetup',
    gives: 'state of FileVault on macOS',
    arguments: [['status'], ['isactive']],
  },
] as const satisfies readonly Program[]
