import type { IntegerField, Measurement } from '../grammar.ts'

const errors = (help: string) =>
  ({
    kind: 'integer',
    unit: 'count',
    min: 0,
    counter: true,
    help,
    since: '0.2',
  }) as const satisfies IntegerField

export const raidDrive = {
  name: 'raid_drive',
  help: 'Disks behind a RAID controller, as the controller sees them.',
  since: '0.2',
  tags: {
    drive: { help: 'Controller, enclosure and slot: c0/e252/s4, slot 0 1I:1:3' },
    model: { help: 'Model, as it tells it', optional: true },
    serial_no: { help: 'Serial number', optional: true },
  },
  fields: {
    state: {
      kind: 'state',
      states: {
        unknown: 0,
        ok: 1,
        spare: 2,
        unused: 3,
        rebuilding: 4,
        failing: 5,
        failed: 6,
        missing: 7,
      },
      help: 'failing: it works, and the controller or the disk itself foretells its end',
      since: '0.2',
    },
    media_errors: errors('Errors on its surface'),
    other_errors: errors('Errors on the way to it: cable, backplane'),
    predictive_failures: errors('Times that it foretold its failure'),
    temp_c: {
      kind: 'integer',
      unit: 'celsius',
      min: -40,
      max: 150,
      help: 'Temperature',
      since: '0.2',
    },
  },
} as const satisfies Measurement
