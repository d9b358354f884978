import type { Program } from './program.ts'

export const signalPrograms = [
  {
    path: '/usr/bin/journalctl',
    gives: 'kernel warnings of the last 24 hours, of which only kinds are counted',
    arguments: [
      [
        '-q',
        '--no-pager',
        '-o',
        'json',
        '--output-fields=MESSAGE',
        '--since=-24h',
        '-p',
        'warning',
        '-n',
        '5000',
        '_TRANSPORT=kernel',
      ],
    ],
  },
  {
    path: '/usr/bin/systemctl',
    gives: 'failed units, and the state of watched services',
    arguments: [
      ['list-units', '--failed', '--no-legend', '--plain', '--no-pager'],
      [
        'show',
        '--property=Id,LoadState,ActiveState,UnitFileState',
        { name: 'unit', shape: /[A-Za-z0-9:_.@-]{1,100}\.service/ },
      ],
    ],
  },
  {
    path: '/usr/bin/chronyc',
    gives: 'whether the clock is set by another one',
    arguments: [['-c', 'tracking']],
  },
] as const satisfies readonly Program[]
