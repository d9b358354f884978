import type { FloatField, Measurement } from '../grammar.ts'

const load = (help: string) =>
  ({
    kind: 'float',
    unit: 'none',
    decimals: 2,
    min: 0,
    help,
    since: '0.1',
  }) as const satisfies FloatField

export const system = {
  name: 'system',
  help: 'Load, users and time since the start of the machine.',
  since: '0.1',
  tags: {},
  fields: {
    load1: load('Programs running or waiting, mean of 1 minute'),
    load5: load('The same over 5 minutes'),
    load15: load('The same over 15 minutes'),
    n_cpus: { kind: 'integer', unit: 'count', min: 1, help: 'Logical processors', since: '0.1' },
    n_users: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Sessions of people logged in; no value where no login manager runs',
      since: '0.1',
    },
    n_unique_users: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Different people among them',
      since: '0.1',
    },
    uptime: {
      kind: 'integer',
      unit: 'seconds',
      min: 0,
      help: 'Since the machine started, time asleep included',
      since: '0.1',
    },
    boot_time: {
      kind: 'integer',
      unit: 'epoch_seconds',
      min: 0,
      help: 'When the machine started, by its own clock',
      since: '0.1',
    },
  },
} as const satisfies Measurement
