import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const encryption = {
  name: 'encryption',
  help: 'Whether the disk with the system is encrypted. Never keys.',
  since: '0.2',
  tags: {},
  fields: {
    state: {
      kind: 'state',
      states: {
        unknown: 0,
        encrypted: 1,
        not_encrypted: 2,
        suspended: 3,
        encrypting: 4,
        decrypting: 5,
        locked: 6,
        not_applicable: 7,
      },
      help: 'State of the system’s volume; suspended: encrypted, but the key lies open on the disk; not_applicable: this edition or machine has no such thing',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the state is unknown; none where it is known',
      since: '0.2',
    },
    method: { kind: 'text', help: 'What encrypts it, with the cipher where known', since: '0.2' },
    swap_encrypted: {
      kind: 'boolean',
      help: 'Swap space on disk is encrypted; no value where there is none',
      since: '0.2',
    },
    volumes: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Volumes whose state is known',
      since: '0.2',
    },
    volumes_encrypted: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Encrypted and protected ones among them',
      since: '0.2',
    },
  },
} as const satisfies Measurement
