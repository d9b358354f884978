import type { FloatField, IntegerField, Measurement } from '../grammar.ts'

const percent = (help: string) =>
  ({
    kind: 'float',
    unit: 'percent',
    decimals: 1,
    min: 0,
    max: 100,
    help,
    since: '0.3',
  }) as const satisfies FloatField
const bytes = (help: string) =>
  ({ kind: 'integer', unit: 'bytes', min: 0, help, since: '0.3' }) as const satisfies IntegerField
const count = (help: string) =>
  ({ kind: 'integer', unit: 'count', min: 0, help, since: '0.3' }) as const satisfies IntegerField
const load = (help: string) =>
  ({
    kind: 'float',
    unit: 'none',
    decimals: 2,
    min: 0,
    help,
    since: '0.3',
  }) as const satisfies FloatField

export const deviceLoad = {
  name: 'device_load',
  help: 'How busy a watched device is.',
  since: '0.3',
  tags: {},
  fields: {
    cpu_percent: percent('Processors busy, mean of all'),
    cpus: count('Processors'),
    memory_percent: percent('Memory in use; caches are not counted where the device tells them'),
    memory_total: bytes('Memory'),
    memory_used: bytes('Of it in use'),
    swap_percent: percent('Swap in use'),
    load1: load('Mean number of waiting programs over 1 minute'),
    load5: load('The same over 5 minutes'),
    load15: load('The same over 15 minutes'),
    sessions: count('Connections that it keeps open (firewalls)'),
    clients: count('Wireless clients'),
    access_points: count('Access points that it leads'),
    users: count('People logged in'),
    processes: count('Programs that run'),
    poe_available: {
      kind: 'float',
      unit: 'watts',
      decimals: 1,
      min: 0,
      help: 'Power that it can give over its ports',
      since: '0.3',
    },
    poe_used: {
      kind: 'float',
      unit: 'watts',
      decimals: 1,
      min: 0,
      help: 'Power that it gives over its ports',
      since: '0.3',
    },
  },
} as const satisfies Measurement
