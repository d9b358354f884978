import type { IntegerField, Measurement } from '../grammar.ts'

const bytes = (help: string) =>
  ({ kind: 'integer', unit: 'bytes', min: 0, help, since: '0.3' }) as const satisfies IntegerField

export const nasVolume = {
  name: 'nas_volume',
  help: 'Volumes and pools of storage devices, by the maker’s own tables.',
  since: '0.3',
  tags: {
    volume: { help: 'As the device calls it' },
  },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, ok: 1, busy: 2, rebuilding: 3, degraded: 4, failed: 5 },
      help: 'busy: it is being made, moved or checked; degraded: one more loss may be the end',
      since: '0.3',
    },
    total: bytes('Size'),
    used: bytes('In use'),
    used_percent: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      max: 100,
      help: 'Share in use',
      since: '0.3',
    },
  },
} as const satisfies Measurement
