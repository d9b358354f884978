import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const upgradeReadiness = {
  name: 'upgrade_readiness',
  help: 'Whether a Windows 10 computer can take Windows 11, by Microsoft’s published requirements.',
  since: '0.2',
  tags: {},
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, ready: 1, not_ready: 2 },
      help: 'unknown: one of the requirements could not be read and none is missed',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the state is unknown; none where it is known',
      since: '0.2',
    },
    blockers: {
      kind: 'text',
      help: 'What is missed: tpm, secure_boot, cpu, memory, disk, firmware',
      since: '0.2',
    },
  },
} as const satisfies Measurement
