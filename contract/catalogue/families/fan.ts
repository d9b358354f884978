import type { Measurement } from '../grammar.ts'

export const fan = {
  name: 'fan',
  help: 'Fans that the hardware reports.',
  since: '0.1',
  tags: {
    sensor: { help: 'Chip and label: nct6779_fan2 …' },
    device: { help: 'The device that carries it, to tell equal sensors apart', optional: true },
  },
  fields: {
    speed: { kind: 'integer', unit: 'rpm', min: 0, help: 'Turns per minute', since: '0.1' },
    fault: { kind: 'boolean', help: 'The hardware calls it faulty', since: '0.1' },
  },
} as const satisfies Measurement
