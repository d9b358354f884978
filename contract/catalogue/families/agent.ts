import type { IntegerField, Measurement } from '../grammar.ts'

const counter = (help: string) =>
  ({
    kind: 'integer',
    unit: 'count',
    min: 0,
    counter: true,
    help,
    since: '0.1',
  }) as const satisfies IntegerField

export const agent = {
  name: 'agent',
  help: 'What the agent itself costs and how it gets on.',
  since: '0.1',
  tags: {},
  fields: {
    rss: {
      kind: 'integer',
      unit: 'bytes',
      min: 0,
      step: 1_048_576,
      help: 'Resident memory',
      since: '0.1',
    },
    cpu_time: {
      kind: 'float',
      unit: 'seconds',
      decimals: 2,
      min: 0,
      counter: true,
      help: 'Processor time used since it started',
      since: '0.1',
    },
    uptime: { kind: 'integer', unit: 'seconds', min: 0, help: 'Since it started', since: '0.1' },
    spool_rows: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Rows that wait for the collector',
      since: '0.1',
    },
    spool_bytes: {
      kind: 'integer',
      unit: 'bytes',
      min: 0,
      help: 'Size of the spool',
      since: '0.1',
    },
    spool_oldest: {
      kind: 'integer',
      unit: 'seconds',
      min: 0,
      help: 'Age of the oldest waiting row',
      since: '0.1',
    },
    dropped_rows: counter('Rows deleted unsent because the spool was full'),
    reconnects: counter('Connections made after the first'),
    refused_frames: counter('Frames that the collector refused'),
  },
} as const satisfies Measurement
