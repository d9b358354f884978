import type { IntegerField, Measurement } from '../grammar.ts'
import { diskTags } from './smart-device.ts'

const number = (help: string) =>
  ({ kind: 'integer', unit: 'none', min: 0, help, since: '0.2' }) as const satisfies IntegerField

export const smartAttribute = {
  name: 'smart_attribute',
  help: 'Those ATA attributes of a disk that foretell failure, tell its wear or crossed a threshold.',
  since: '0.2',
  tags: {
    ...diskTags,
    id: { help: 'Number of the attribute' },
    name: { help: 'Reallocated_Sector_Ct, Wear_Leveling_Count …' },
  },
  fields: {
    value: number('Normalised: falls as the disk ages'),
    worst: number('The lowest value until now'),
    threshold: number('At or below this it has failed'),
    raw_value: number('48 bits as the maker packs them'),
    exit_status: number('Exit status of smartctl, a sum of bits'),
    when_failed: {
      kind: 'state',
      states: { never: 0, now: 1, past: 2 },
      help: 'Whether it is, or ever was, at its threshold',
      since: '0.2',
    },
  },
} as const satisfies Measurement
