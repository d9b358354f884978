import type { AlertTexts } from '../alert-texts.ts'

export const backupJobsTextsEn: AlertTexts['rules'] = {
  'backup-job-late': {
    title: 'backup {job} was not made in time',
    fact: 'A good copy by {job} was due {next_due:when}. What is known of it: {why}. The last good one: {last_success:when}.',
    meaning: 'Work done since the last good copy would be lost if this computer broke today.',
    steps: [
      'Start the backup by hand and see whether it ends well.',
      'Check that its disk or network share is connected and has room.',
      'If the backup did run, check that the last line of its script calls the heartbeat address.',
    ],
    cleared: 'There is a good copy by {job} again.',
  },
  'backup-job-computer-off': {
    title: 'backup {job} was missed: the computer was off',
    fact: 'A good copy by {job} was due {next_due:when}, but the computer was switched off or asleep then. The last good one: {last_success:when}.',
    meaning: 'Work done since the last good copy would be lost if this computer broke today.',
    steps: [
      'Start the backup by hand while the computer is on.',
      'Choose a time at which the computer is in use, or ask that it is left on.',
    ],
    cleared: 'There is a good copy by {job} again.',
  },
  'backup-job-target-absent': {
    title: 'backup {job} was missed: its disk is not there',
    fact: 'A good copy by {job} was due {next_due:when}, but the disk or share that it goes to was not there. The last good one: {last_success:when}.',
    meaning: 'No copy can be made until it is back.',
    steps: [
      'Connect the disk, or check the server that offers the share.',
      'Then start the backup by hand.',
      'If the disk is taken out on purpose, say so for this job under Backup jobs.',
    ],
    cleared: 'There is a good copy by {job} again.',
  },
  'backup-job-failed': {
    title: 'backup {job} failed',
    fact: 'The last attempt of {job}, {last_attempt:when}, failed (exit code {exit_code:number}); failed in a row: {failures:number}. Last good copy: {last_success:when}.',
    meaning: 'What was changed since the last good copy is not safe.',
    steps: [
      'Read the end of its log: what does it name?',
      'Check the room on its disk and whether the share can be reached.',
      'Start it again and wait until it has ended.',
    ],
    cleared: 'Backup {job} succeeded again.',
  },
  'backup-job-too-long': {
    title: 'backup {job} does not end',
    fact: 'Backup {job} has been running for {duration_s:duration}.',
    meaning: 'It hangs, or its disk or network is too slow; no new copy is being made meanwhile.',
    steps: ['Look at its window or log.', 'If nothing moves, stop it and start it anew.'],
    cleared: 'Backup {job} no longer hangs.',
  },
  'backup-job-overlapping': {
    title: 'backup {job} runs twice at the same time',
    fact: 'A run of {job} began before the one before it had ended.',
    meaning: 'Two runs slow each other down and can spoil the copy.',
    steps: [
      'Check whether it is scheduled twice, or on two computers.',
      'Leave more time between two runs.',
    ],
    cleared: 'The runs of {job} follow one another again.',
  },
  'backup-job-small': {
    title: 'the copy by {job} is smaller than usual',
    fact: 'The newest copy by {job} has {size_percent:percent} of the usual size.',
    meaning: 'Part of the documents may be missing from it: a folder was moved, deleted or could not be read.',
    steps: [
      'Check that all folders are still on its list.',
      'Ask whether many files were deleted on purpose.',
      'Keep the older copies until this is clear.',
    ],
    cleared: 'The newest copy by {job} has its usual size again.',
  },
  'backup-job-large': {
    title: 'the copy by {job} is much larger than usual',
    fact: 'The newest copy by {job} has {size_percent:percent} of the usual size.',
    meaning: 'The disk will fill sooner; when very many files change at once, malware may be encrypting them.',
    steps: [
      'Open some documents: can they be read?',
      'Find out which folder grew.',
      'Keep the older copies until this is clear.',
    ],
    cleared: 'The newest copy by {job} has its usual size again.',
  },
  'host-without-backup': {
    title: 'no backup is made of this computer',
    fact: 'No backup was found on it and none is declared for it, since {without_since:when}.',
    meaning: 'If its disk breaks or it is stolen, what is only on it is lost.',
    steps: [
      'Ask its user which documents are on this computer alone.',
      'Set up a backup and declare it under Backup jobs in the console.',
      'If there is nothing to keep, say so there, with the reason.',
    ],
    cleared: 'A backup is made of this computer, or none is needed.',
  },
  'restore-test-overdue': {
    title: 'restore test overdue: {job}',
    fact: 'No good restore test of the backup job {job} has been registered for {restore_untested:days}.',
    meaning:
      'A copy that nobody has read back may be empty or damaged, and that shows on the day when it is needed.',
    steps: [
      'Restore three documents of different ages into an empty folder and open them.',
      'Write the result into the register: Backup jobs, {job}, restore test.',
    ],
    cleared: 'A good restore test of {job} is registered.',
  },
}
