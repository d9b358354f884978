import type { IntegerField, Measurement, TextField } from '../grammar.ts'

const shared = { since: '0.3', display: false } as const
const integer = (help: string, unit: IntegerField['unit']) =>
  ({ kind: 'integer', unit, min: 0, help, ...shared }) as const satisfies IntegerField
const text = (help: string) => ({ kind: 'text', help, ...shared }) as const satisfies TextField

/** One service as several sites see it, filed under the first computer that checks it. */
export const serviceReach = {
  name: 'service_reach',
  help: 'A service checked from several sites: whether a fault is on its side or on ours.',
  since: '0.3',
  tags: { service: { help: 'The check, as the officer calls it' } },
  fields: {
    verdict: {
      kind: 'state',
      states: { unknown: 0, good: 1, theirs: 2, ours: 3, line: 4 },
      help: 'theirs: it fails everywhere although the lines are fine; ours: it opens elsewhere; line: our lines are down',
      ...shared,
    },
    since: integer('Since when', 'epoch_seconds'),
    asked: integer('Sites whose answer counts', 'count'),
    failing: integer('Of these, sites where it fails', 'count'),
    failing_sites: text('Their names'),
    good_sites: text('Names of those where it opens'),
  },
} as const satisfies Measurement
