import type { Measurement } from '../grammar.ts'

export const service = {
  name: 'service',
  help: 'Services that this computer is watched for: those named in agent.yaml, and well-known ones that are installed.',
  since: '0.2',
  tags: { name: { help: 'Name of the service or unit: Spooler, MSSQLSERVER, postgresql …' } },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, running: 1, stopped: 2, failed: 3, absent: 4, disabled: 5 },
      help: 'absent: it is named in agent.yaml and not installed; disabled: somebody switched it off on purpose',
      since: '0.2',
    },
  },
} as const satisfies Measurement
