import type { AlertTexts } from '../alert-texts.ts'

export const updatesTextsEn: AlertTexts['rules'] = {
  'security-updates': {
    title: 'security updates wait to be installed',
    fact: '{security} security updates wait; {pending} updates in all. The last installation: {last_install:when}.',
    meaning: 'Known weaknesses of the system stay open; malware uses exactly those.',
    steps: [
      'Leave the computer on and connected over lunch, and let it update (Windows: Settings, Windows Update).',
      'If an update fails again and again, note its number and the error, and free at least 15 GB of disk.',
      'On a server: take a backup first and agree the time with the department.',
    ],
    cleared: 'No security update waits any more.',
  },
  'update-source-unreached': {
    title: 'the source of updates is not reached',
    fact: 'This computer last reached its source of updates on {last:when}, {age_days:days} ago.',
    meaning: 'It does not even learn which updates exist; that nothing waits cannot be believed.',
    steps: [
      'See that it has internet, or that it reaches the office’s update server.',
      'Windows: start the search by hand and note the error. Linux: apt update.',
    ],
    cleared: 'The source of updates is reached again.',
  },
  'restart-pending': {
    title: 'updates wait for a restart',
    fact: 'Updates are installed and work only after a restart.',
    meaning: 'Until then the old, weak parts go on running.',
    steps: ['Ask the user to restart at the end of the day (Restart, not Shut down).'],
    cleared: 'The computer was restarted.',
  },
}
