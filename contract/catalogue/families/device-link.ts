import type { Measurement, TextField } from '../grammar.ts'

const text = (help: string) => ({ kind: 'text', help, since: '0.3' }) as const satisfies TextField

export const deviceLink = {
  name: 'device_link',
  help: 'What hangs on the ports of switches: neighbours by LLDP and CDP, learnt addresses.',
  since: '0.3',
  tags: {
    port: { help: 'Name of its own port' },
  },
  fields: {
    protocol: {
      kind: 'state',
      states: { none: 0, lldp: 1, cdp: 2 },
      help: 'How the neighbour is known; none: by addresses alone',
      since: '0.3',
    },
    neighbour: text('Name that the neighbour gives itself'),
    neighbour_id: text('Its chassis id, mostly a hardware address'),
    neighbour_port: text('Its port'),
    neighbour_description: text('What it says of itself'),
    addresses: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Hardware addresses learnt on the port',
      since: '0.3',
    },
    address: text('The address, where there is only one: what is plugged in there'),
    blocked: { kind: 'boolean', help: 'The spanning tree keeps the port closed', since: '0.3' },
  },
} as const satisfies Measurement
