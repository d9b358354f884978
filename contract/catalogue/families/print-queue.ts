import type { Measurement } from '../grammar.ts'

export const printQueue = {
  name: 'print_queue',
  help: 'What this computer printed, by queue, where its spooler counts. Never who printed or what.',
  since: '0.2',
  tags: { printer: { help: 'Name of the queue' } },
  fields: {
    pages: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      counter: true,
      help: 'Pages since the spooler started (Windows) or since its log begins (CUPS)',
      since: '0.2',
    },
    jobs: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      counter: true,
      help: 'Documents, counted in the same way',
      since: '0.2',
    },
  },
} as const satisfies Measurement
