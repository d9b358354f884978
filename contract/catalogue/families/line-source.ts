import type { IntegerField, Measurement } from '../grammar.ts'

const counter = (help: string) =>
  ({
    kind: 'integer',
    unit: 'count',
    min: 0,
    counter: true,
    help,
    since: '0.3',
  }) as const satisfies IntegerField

export const lineSource = {
  name: 'line_source',
  help: 'What came of the points that another program writes. Told when it changes and every hour.',
  since: '0.3',
  tags: { source: { help: 'Name of the program’s token: telegraf, proxmox …' } },
  fields: {
    points: counter('Points stored, since the token was made'),
    refused: counter('Points refused, since the token was made; the console says why'),
    idle: {
      kind: 'integer',
      unit: 'seconds',
      min: 0,
      help: 'Since it last wrote; no value: it never did',
      since: '0.3',
    },
  },
} as const satisfies Measurement
