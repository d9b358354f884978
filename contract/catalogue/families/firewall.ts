import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const firewall = {
  name: 'firewall',
  help: 'Whether a firewall guards the computer: one verdict.',
  since: '0.2',
  tags: { system: { help: 'Kind of system', values: ['windows', 'linux', 'macos'] } },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, on: 1, partly: 2, off: 3, third_party: 4 },
      help: 'partly: one profile, or one of IPv4 and IPv6, is open; third_party: another product has the task',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the verdict is unknown; none where it is known',
      since: '0.2',
    },
    product: { kind: 'text', help: 'The firewall that has the task', since: '0.2' },
    active_off: {
      kind: 'boolean',
      help: 'The profile of a network in use just now is off (Windows)',
      since: '0.2',
    },
    network: {
      kind: 'state',
      states: { unknown: 0, public: 1, private: 2, domain: 3, none: 4 },
      help: 'Least trusted category of the networks in use (Windows)',
      since: '0.2',
    },
    block_all: {
      kind: 'boolean',
      help: 'Every incoming connection is refused (macOS)',
      since: '0.2',
    },
  },
} as const satisfies Measurement
