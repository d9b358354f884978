import type { Program } from './program.ts'

export const updatePrograms = [
  {
    path: '/usr/bin/apt-get',
    gives: 'updates that wait, by a simulation that changes nothing',
    arguments: [['-s', '-q', '-o', 'Debug::NoLocking=true', 'dist-upgrade']],
  },
  {
    path: '/usr/bin/dnf',
    gives: 'updates that wait, from its cache without the network',
    arguments: [
      ['-q', '-C', 'check-update'],
      ['-q', '-C', 'updateinfo', 'list', '--security'],
    ],
  },
] as const satisfies readonly Program[]
