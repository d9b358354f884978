import type { Measurement } from '../grammar.ts'

export const softwareChange = {
  name: 'software_change',
  help: 'The list of installed programs of a computer differs from the one before. One row for each new list.',
  since: '0.2',
  tags: {},
  fields: {
    changes: {
      kind: 'event',
      help: 'What is new, gone and updated, the first few by name, with the time of the list',
      since: '0.2',
    },
    installed: { kind: 'integer', unit: 'count', min: 0, help: 'Newly installed', since: '0.2' },
    removed: { kind: 'integer', unit: 'count', min: 0, help: 'No longer there', since: '0.2' },
    updated: { kind: 'integer', unit: 'count', min: 0, help: 'Other versions', since: '0.2' },
  },
} as const satisfies Measurement
