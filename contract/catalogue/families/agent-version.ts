import type { Measurement } from '../grammar.ts'

export const agentVersion = {
  name: 'agent_version',
  help: 'Whether the agent of a computer is older than the collector: by the collector, once a day and when either changes.',
  since: '0.4',
  tags: {},
  fields: {
    behind: {
      kind: 'boolean',
      help: 'It is older; none where one of the two is run from its sources',
      since: '0.4',
    },
    version: { kind: 'text', help: 'The agent as it named itself when it last came', since: '0.4' },
    wanted: { kind: 'text', help: 'The collector', since: '0.4' },
  },
} as const satisfies Measurement
