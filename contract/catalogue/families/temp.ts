import type { FloatField, Measurement } from '../grammar.ts'

const celsius = (help: string) =>
  ({
    kind: 'float',
    unit: 'celsius',
    decimals: 1,
    min: -40,
    max: 150,
    help,
    since: '0.1',
  }) as const satisfies FloatField

export const temp = {
  name: 'temp',
  help: 'Temperatures that the hardware reports; virtual machines mostly have none.',
  since: '0.1',
  tags: {
    sensor: { help: 'Chip and label: coretemp_package_id_0, nvme_composite …' },
    device: { help: 'The device that carries it, to tell equal sensors apart', optional: true },
  },
  fields: {
    temp: celsius('Temperature'),
    crit: celsius('At which the maker calls it critical'),
  },
} as const satisfies Measurement
