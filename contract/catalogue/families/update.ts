import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const update = {
  name: 'update',
  help: 'Updates of the operating system that wait. Definitions of an antivirus are not counted.',
  since: '0.2',
  tags: {
    manager: {
      help: 'Who updates this system',
      values: ['windows', 'apt', 'dnf', 'macos'],
    },
  },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, current: 1, pending: 2, security_pending: 3 },
      help: 'What waits, by the newest list that the computer has',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the state is unknown; none where it is known',
      since: '0.2',
    },
    pending: { kind: 'integer', unit: 'count', min: 0, help: 'Updates that wait', since: '0.2' },
    security: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Of these, security updates (Windows: also critical and important ones)',
      since: '0.2',
    },
    security_age: {
      kind: 'integer',
      unit: 'days',
      min: 0,
      help: 'Since the oldest waiting security update was offered; 0: none waits; no value where nobody tells',
      since: '0.2',
    },
    last_install: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'When updates were last installed successfully',
      since: '0.2',
    },
    last_check: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'When the source of updates was last reached',
      since: '0.2',
    },
    reboot_pending: {
      kind: 'boolean',
      help: 'Installed updates wait for a restart',
      since: '0.2',
    },
    automatic: {
      kind: 'boolean',
      help: 'Security updates are installed without anybody’s doing',
      since: '0.2',
    },
    paused_until: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'Windows: somebody paused updates until then',
      since: '0.2',
    },
  },
} as const satisfies Measurement
