import type { IntegerField, Measurement } from '../grammar.ts'

const count = (help: string) =>
  ({ kind: 'integer', unit: 'count', min: 0, help, since: '0.2' }) as const satisfies IntegerField

/** One row per computer: the fact "no backup at all" needs a row of its own. */
export const backupSummary = {
  name: 'backup_summary',
  help: 'All backup jobs of the computer together.',
  since: '0.2',
  tags: {},
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, none: 1, no_data: 2, found: 3, not_needed: 4 },
      help: 'none: no job found or declared; no_data: only snapshots, images or mirrors; not_needed: said so in the settings; unknown: not all could be looked at',
      since: '0.2',
    },
    jobs: count('Jobs found or declared'),
    data_jobs: count('Jobs of kind data'),
    failed_jobs: count('Jobs whose last attempt failed'),
    last_success: {
      kind: 'integer',
      unit: 'epoch_seconds',
      min: 0,
      help: 'Newest good copy of all data jobs; no value: none is known',
      since: '0.2',
    },
  },
} as const satisfies Measurement
