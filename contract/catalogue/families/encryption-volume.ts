import type { Measurement } from '../grammar.ts'
import { encryption } from './encryption.ts'

export const encryptionVolume = {
  name: 'encryption_volume',
  help: 'Encryption of each volume.',
  since: '0.2',
  tags: {
    volume: { help: 'C:, /, /home, swap …; a volume without a letter by the start of its id' },
  },
  fields: {
    state: {
      kind: 'state',
      states: encryption.fields.state.states,
      help: 'State of the volume; locked: encrypted and not opened',
      since: '0.2',
    },
    kind: {
      kind: 'state',
      states: { unknown: 0, system: 1, data: 2, removable: 3, swap: 4 },
      help: 'What the volume is for',
      since: '0.2',
    },
    method: { kind: 'text', help: 'What encrypts it, with the cipher where known', since: '0.2' },
    progress: {
      kind: 'integer',
      unit: 'percent',
      min: 0,
      max: 100,
      help: 'How far the encryption or decryption has come; no value at rest',
      since: '0.2',
    },
    paused: {
      kind: 'boolean',
      help: 'Encryption or decryption has begun and stands still',
      since: '0.2',
    },
  },
} as const satisfies Measurement
