import type { Measurement } from '../grammar.ts'

export const firewallProfile = {
  name: 'firewall_profile',
  help: 'The profiles of the Windows firewall as they are in effect.',
  since: '0.2',
  tags: {
    profile: { help: 'Kind of network', values: ['domain', 'private', 'public'] },
  },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, on: 1, off: 2 },
      help: 'Whether the profile is on',
      since: '0.2',
    },
    decided_by: {
      kind: 'state',
      states: { unknown: 0, local: 1, group_policy: 2, device_management: 3 },
      help: 'Whose setting is in effect',
      since: '0.2',
    },
    inbound: {
      kind: 'state',
      states: { unknown: 0, block: 1, allow: 2 },
      help: 'What happens to a connection that no rule names',
      since: '0.2',
    },
    active: { kind: 'boolean', help: 'A network of this kind is in use', since: '0.2' },
  },
} as const satisfies Measurement
