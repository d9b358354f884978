import type { About } from '../source.ts'

/** For docs/FACTS.md. */
export const aboutBackup: readonly About[] = [
  {
    platform: 'linux',
    read: 'restic, borg and kopia repositories with a password file in the settings (every 4 h); Timeshift, rsnapshot; systemd units, logs of robocopy, rsync, rclone and duplicity, watched folders and target disks in the settings; commands under `mlinzi agent backup-run`',
    privilege: 'administrator',
    cost: 'files and folders some milliseconds; a repository what `restic snapshots` or `borg list` costs',
    tried:
      'restic 0.14, borg 1.2, rsync 3, rclone 1.60 and tar on Debian 12: made, damaged, pruned, wrong password, missing folder; kopia, Timeshift and rsnapshot from their formats',
  },
  {
    platform: 'win32',
    read: 'Windows Server Backup, system image, File History, shadow copies, restore points, Veeam Agent and Azure backup by event log and WMI; logs, watched folders and disks in the settings; commands under backup-run. Macrium, Acronis and Duplicati are found and told as unknown',
    privilege: 'administrator',
    cost: 'event log with the slow query, wbadmin and Get-WBSummary once a day (expected 1 to 5 s)',
    tried: 'transcribed events and outputs only',
  },
  {
    platform: 'darwin',
    read: 'Time Machine’s preferences by plutil, which need Full Disk Access; logs and folders in the settings; commands under backup-run',
    privilege: 'administrator',
    cost: 'two short programs every 15 minutes',
    tried: 'not on hardware',
  },
]
