import type { IntegerField, Measurement, Unit } from '../grammar.ts'

const counter = (help: string, unit: Unit) =>
  ({
    kind: 'integer',
    unit,
    min: 0,
    counter: true,
    help,
    since: '0.1',
  }) as const satisfies IntegerField

export const diskio = {
  name: 'diskio',
  help: 'Work of each physical disk and RAID array, counted since boot.',
  since: '0.1',
  tags: { name: { help: 'sda, nvme0n1, md0 …' } },
  fields: {
    reads: counter('Reads done', 'count'),
    writes: counter('Writes done', 'count'),
    read_bytes: counter('Bytes read', 'bytes'),
    write_bytes: counter('Bytes written', 'bytes'),
    read_time: counter('Time that reads took, summed', 'milliseconds'),
    write_time: counter('Time that writes took, summed', 'milliseconds'),
    io_time: counter('Time in which anything was under way', 'milliseconds'),
    weighted_io_time: counter('Time under way × number under way', 'milliseconds'),
    iops_in_progress: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Under way at this moment',
      since: '0.1',
    },
    io_util: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      max: 100,
      help: 'Share of the time since the reading before in which anything was under way',
      since: '0.1',
    },
    io_await: {
      kind: 'float',
      unit: 'milliseconds',
      decimals: 1,
      min: 0,
      help: 'Mean time of one read or write since the reading before',
      since: '0.1',
    },
  },
} as const satisfies Measurement
