import type { AlertTexts } from '../alert-texts.ts'

export const backupTextsEn: AlertTexts['rules'] = {
  'backup-failed': {
    title: 'backup {job} failed',
    fact: 'The backup {job} of {last_attempt:when} failed (code {detail}). Last good copy: {last_success:when}.',
    meaning: 'What was changed since the last good copy would be lost if this computer broke today.',
    steps: [
      'Check that the backup disk or share is connected and has free space.',
      'Run the backup again and stay until it has ended.',
      'If it fails again, note the code and the program and ask for help.',
    ],
    cleared: 'Nothing further was seen since.',
  },
  'backup-old': {
    title: 'no good copy by {job} for {age_working_days:days} of work',
    fact: 'The last good copy by {job} is of {last:when}.',
    meaning: 'All work since then would be lost if this computer broke, was stolen or was encrypted.',
    steps: [
      'Check that the backup is switched on and that its disk or share is connected.',
      'Make a copy by hand today.',
      'Open one file from the copy to see that it can be read.',
    ],
    cleared: 'A good copy by {job} was made again.',
  },
  'backup-never': {
    title: 'backup {job} has never run',
    fact: 'The backup {job} is set up, and not one copy has been made.',
    meaning: 'There is nothing to restore from.',
    steps: ['Start the backup by hand once.', 'Check its schedule, and that its disk is connected.'],
    cleared: 'The backup {job} has run.',
  },
  'backup-unknown': {
    title: 'backup {job}: not known how it stands',
    fact: 'The agent cannot tell whether {job} makes copies: {reason} {detail}.',
    meaning: 'The backup may be good or may have stopped; nobody can see it.',
    steps: [
      'On that computer run: mlinzi agent doctor',
      'Name the repository and its password file in agent.yaml, or run the backup under: mlinzi agent backup-run',
    ],
    cleared: 'How {job} stands is known again.',
  },
  'backup-warning': {
    title: 'backup {job} has warnings for a week',
    fact: 'Copies by {job} are made, but not without warnings ({detail}).',
    meaning: 'Some files or folders may be missing in the copy.',
    steps: [
      'Read the log of the backup: which files or folders are named there?',
      'Close programs that hold these files open, or correct the list of folders.',
    ],
    cleared: 'The backup {job} runs without warnings again.',
  },
  'backup-running-long': {
    title: 'backup {job} has been running for over a day',
    fact: 'The backup {job} began on {last_attempt:when} and has not ended.',
    meaning: 'It is stuck, or the line or disk is too slow; meanwhile no new copy is made.',
    steps: ['Look at its window or log.', 'If nothing moves, end it and start it again.'],
    cleared: 'The backup {job} has ended.',
  },
  'backup-target-absent': {
    title: 'backup disk {target} is not there',
    fact: 'The disk or share {target}, to which copies go, has not been there for a day.',
    meaning: 'No copy can be made until it is back.',
    steps: [
      'Connect the disk, or check the server that shares the folder.',
      'If it is taken out on purpose, write rotating: true for it in agent.yaml.',
    ],
    cleared: 'The disk {target} is there again.',
  },
  'backup-small': {
    title: 'copy by {job} much smaller than usual',
    fact: 'The newest copy by {job} holds {size_bytes:bytes}: {size_percent:percent} of the usual.',
    meaning: 'Part of the documents may not be in it: a folder was moved, deleted or could not be read.',
    steps: [
      'Check that all folders are still in the list of the backup.',
      'Ask whether many files were deleted on purpose.',
      'Keep the older copies until this is clear.',
    ],
    cleared: 'The newest copy by {job} has its usual size again.',
  },
  'backup-large': {
    title: 'the copy of {job} is much larger than usual',
    fact: 'The newest copy of {job} holds {size_bytes:bytes}: {size_percent:percent} of the usual size.',
    meaning:
      'The target fills up early; when many files change together, malware may be encrypting them.',
    steps: [
      'Open some documents: can they be read?',
      'See which folder grew.',
      'Keep the older copies until this is clear.',
    ],
    cleared: 'The newest copy of {job} has its usual size again.',
  },
  'restore-point-old': {
    title: 'no restore point for {age_days:days}',
    fact: 'The newest restore point of Windows was made on {last:when}.',
    meaning:
      'After a bad update or driver this Windows cannot be put back to yesterday. It is no backup of documents.',
    steps: [
      'Open System Protection and see whether it is on for C:.',
      'Give it some gigabytes of space, and create a restore point.',
    ],
    cleared: 'There is a new restore point.',
  },
}
