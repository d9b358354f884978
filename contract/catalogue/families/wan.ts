import type { FloatField, IntegerField, Measurement, TextField } from '../grammar.ts'

const shared = { since: '0.3', display: false } as const
const milliseconds = (help: string) =>
  ({
    kind: 'float',
    unit: 'milliseconds',
    decimals: 1,
    min: 0,
    help,
    ...shared,
  }) as const satisfies FloatField
const percent = (help: string) =>
  ({
    kind: 'float',
    unit: 'percent',
    decimals: 1,
    min: 0,
    help,
    ...shared,
  }) as const satisfies FloatField
const integer = (help: string, unit: IntegerField['unit']) =>
  ({ kind: 'integer', unit, min: 0, help, ...shared }) as const satisfies IntegerField
const text = (help: string) => ({ kind: 'text', help, ...shared }) as const satisfies TextField

/** Judged by the collector each minute, filed under the computer that looks for its site. */
export const wan = {
  name: 'wan',
  help: 'The line of a site to the internet: whether it carries, how well against its own last seven days, and its data bundle.',
  since: '0.3',
  tags: { site: { help: 'Name of the site' } },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, up: 1, down: 2 },
      help: 'down: none of the addresses that measure the line answers, and the poller itself is on its network',
      ...shared,
    },
    down_since: integer('Since when it is down', 'epoch_seconds'),
    down_month: integer('Outages of this month so far, whatever their cause', 'seconds'),
    latency_ms: milliseconds('Answer time of the last quarter of an hour (median)'),
    latency_median_ms: milliseconds(
      'Answer time of the last seven days (median of five-minute means)',
    ),
    latency_extra_ms: milliseconds('What it is slower by than its own median'),
    latency_factor: {
      kind: 'float',
      unit: 'none',
      decimals: 2,
      min: 0,
      help: 'Answer time as a multiple of its own median',
      ...shared,
    },
    loss_percent: percent('Packets lost in the last quarter of an hour'),
    loss_median_percent: percent('Packets lost in the last seven days (median)'),
    loss_extra_percent: percent('What it loses more than its own median'),
    used: integer('Data used since the bundle began', 'bytes'),
    bundle: integer('Data that the office has bought for a month', 'bytes'),
    bundle_state: {
      kind: 'state',
      states: { unknown: 0, none: 1, enough: 2, runs_out: 3, used_up: 4 },
      help: 'runs_out: at the pace so far it will be used up at least a day before the next begins',
      ...shared,
    },
    bundle_ends: integer('When the bundle will be used up, or was', 'epoch_seconds'),
    bundle_renews: integer('When the next one begins', 'epoch_seconds'),
    provider: text('Who provides the line'),
    contract: text('Number of the contract'),
    phone: text('Customer desk of the provider'),
  },
} as const satisfies Measurement
