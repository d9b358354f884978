/** Copies: a calendar of nights × computers, jobs, and computers that have none. */
import { backup } from '../../contract/catalogue/families/backup.ts'
import { backupCover } from '../../contract/catalogue/families/backup-cover.ts'
import { backupJob } from '../../contract/catalogue/families/backup-job.ts'
import { backupSummary } from '../../contract/catalogue/families/backup-summary.ts'
import { backupTarget } from '../../contract/catalogue/families/backup-target.ts'
import { atPresent } from '../influxql.ts'
import { nights } from '../influxql-summaries.ts'
import { calendar } from '../look/timeline.ts'
import { countTile } from '../look/count.ts'
import { part, partWhere, table } from '../look/table.ts'
import { someIsNotice } from '../look/tile.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { plainSteps } from '../thresholds.ts'
import { backupsTexts as texts } from './backups-texts.ts'

const scope = 'office'
const now = { scope, ...atPresent } as const
const computer = ['host_id', 'host', 'site', 'department'] as const
const ofData = { kind: ['data'] } as const

export const backups: Theme = {
  name: 'backups',
  spoken: texts.backups,
  scope,
  from: 'now-14d',
  refresh: '5m',
  sections: (desk) => [
    {
      drafts: [
        ...tiles(desk),
        bynight(desk),
        uncovered(desk),
        declared(desk),
        found(desk),
        places(desk),
      ],
    },
  ],
}

export const withoutBackup = { field: 'state', is: ['none', 'none_yet'] } as const

function tiles(desk: Desk): readonly Draft[] {
  return [
    countTile(desk, texts.none, { from: backupCover, ...now }, [withoutBackup], { width: 5 }),
    countTile(
      desk,
      texts.failed,
      { from: backup, ...now, where: ofData },
      [{ field: 'state', is: ['failed'] }],
      { of: ['host_id', 'job'], width: 5 },
    ),
    countTile(
      desk,
      texts.late,
      { from: backupJob, ...now },
      [{ field: 'state', is: ['late', 'down', 'failed', 'too_long'] }],
      { of: ['host_id', 'job'], width: 5 },
    ),
    countTile(
      desk,
      texts.targets,
      { from: backupTarget, ...now },
      [{ field: 'state', is: ['absent'] }],
      { of: ['host_id', 'target'], steps: someIsNotice, width: 4 },
    ),
    countTile(
      desk,
      texts.found,
      { from: backupSummary, ...now },
      [{ field: 'data_jobs', above: 0 }],
      {
        steps: plainSteps,
        width: 5,
      },
    ),
  ]
}

function bynight(desk: Desk): Draft {
  const from = backup
  return calendar(desk, texts.nights, {
    unit: 'none',
    mapping: desk.mapping(from, 'state'),
    over: '14d',
    queries: [nights({ from, scope, where: ofData }, 'state', 'attempt')],
  })
}

function uncovered(desk: Desk): Draft {
  return table(desk, texts.uncovered, {
    width: 12,
    parts: [
      partWhere({ from: backupCover, ...now, by: computer }, ['without_since'], withoutBackup),
    ],
    sortBy: { column: 'host' },
  })
}

function declared(desk: Desk): Draft {
  return table(desk, texts.declared, {
    width: 12,
    parts: [
      part({ from: backupJob, ...now, by: ['host_id', 'host', 'job', 'kind'] }, [
        'state',
        'why',
        'last_success',
        'next_due',
        { field: 'size_percent', rule: 'backup-job-small' },
        'restore_tested',
      ]),
    ],
    sortBy: { column: 'state', descending: true },
  })
}

function found(desk: Desk): Draft {
  return table(desk, texts.jobs, {
    width: 16,
    parts: [
      part({ from: backup, ...now, by: ['host_id', 'host', 'site', 'job', 'kind'] }, [
        'state',
        'last_success',
        'size_bytes',
        { field: 'size_percent', rule: 'backup-small' },
        'duration_s',
      ]),
    ],
    sortBy: { column: 'last_success' },
  })
}

function places(desk: Desk): Draft {
  return table(desk, texts.places, {
    width: 8,
    parts: [part({ from: backupTarget, ...now, by: ['host_id', 'host', 'target'] }, ['state'])],
    sortBy: { column: 'state', descending: true },
  })
}
