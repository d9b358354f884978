import type { Program, ShapedWord } from './program.ts'

/** Never an option: a path or address that begins with a letter, a digit, / or \. */
const repository: ShapedWord = { name: 'repository', shape: /[A-Za-z0-9/\\][^\0\r\n]{0,1023}/ }
const file: ShapedWord = { name: 'file', shape: /[A-Za-z0-9/\\][^\0\r\n]{0,1023}/ }
const host: ShapedWord = { name: 'host', shape: /[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}/ }
const unit: ShapedWord = {
  name: 'unit',
  shape: /[A-Za-z0-9_][A-Za-z0-9@:._\\-]{0,240}\.(?:service|timer)/,
}

export const backupPrograms = [
  {
    path: '/usr/bin/restic',
    gives: 'the copies in a restic repository that the settings name (no lock, no cache)',
    arguments: [
      [
        ...(['-r', repository, '--password-file', file, '--no-lock', '--no-cache'] as const),
        ...(['--json', 'snapshots', '--host', host] as const),
      ],
    ],
  },
  {
    path: '/usr/bin/borg',
    gives: 'the copies in a borg repository that the settings name (no lock)',
    arguments: [['--bypass-lock', '--log-json', 'list', '--json', repository]],
    environment: [
      'BORG_PASSPHRASE',
      'BORG_RELOCATED_REPO_ACCESS_IS_OK',
      'BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK',
    ],
  },
  {
    path: '/usr/bin/kopia',
    gives: 'the copies in a kopia repository that the settings name',
    arguments: [['snapshot', 'list', '--all', '--json', '--config-file', file]],
    environment: ['KOPIA_PASSWORD', 'KOPIA_CHECK_FOR_UPDATES'],
  },
  {
    path: '/usr/bin/systemctl',
    gives: 'how a backup unit that the settings name last ended',
    arguments: [
      [
        'show',
        unit,
        '--property=LoadState,ActiveState,Result,ExecMainStatus,ExecMainStartTimestamp,ExecMainExitTimestamp',
      ],
    ],
  },
  {
    path: '/usr/bin/plutil',
    gives: 'when Time Machine made its copies',
    arguments: [
      ['-convert', 'xml1', '-o', '-', '/Library/Preferences/com.apple.TimeMachine.plist'],
    ],
  },
  {
    path: '/usr/bin/tmutil',
    gives: 'whether Time Machine is making a copy now',
    arguments: [['status', '-X']],
  },
] as const satisfies readonly Program[]
