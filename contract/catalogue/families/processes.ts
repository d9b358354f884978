import type { IntegerField, Measurement } from '../grammar.ts'

const count = (help: string) =>
  ({ kind: 'integer', unit: 'count', min: 0, help, since: '0.1' }) as const satisfies IntegerField

export const processes = {
  name: 'processes',
  help: 'How many processes there are, by state.',
  since: '0.1',
  tags: {},
  fields: {
    total: count('All processes'),
    running: count('Running or ready to run'),
    sleeping: count('Waiting for something'),
    idle: count('Idle threads of the kernel'),
    blocked: count('Waiting for a device and not to be interrupted'),
    stopped: count('Stopped by a signal or a debugger'),
    zombies: count('Ended and not yet taken note of by their parent'),
    dead: count('Being removed'),
    total_threads: count('Threads of all processes'),
  },
} as const satisfies Measurement
