import type { Measurement } from '../grammar.ts'

export const processTop = {
  name: 'process_top',
  help: 'The programs that use most. Names only, never arguments, users, titles or files.',
  since: '0.1',
  tags: {
    by: { help: 'What the ranking goes by', values: ['cpu', 'memory'] },
    rank: { help: '1 uses most', values: ['1', '2', '3', '4', '5'] },
  },
  fields: {
    name: {
      kind: 'text',
      help: 'Name of the program; all its processes are counted together',
      since: '0.1',
    },
    cpu: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      help: 'Share of the whole machine’s processor time since the reading before',
      since: '0.1',
    },
    memory: {
      kind: 'integer',
      unit: 'bytes',
      min: 0,
      step: 1_048_576,
      help: 'Resident memory; what processes share is counted with each',
      since: '0.1',
    },
    count: { kind: 'integer', unit: 'count', min: 1, help: 'Processes of this name', since: '0.1' },
  },
} as const satisfies Measurement
