import type { Measurement } from '../grammar.ts'

export const printerSupply = {
  name: 'printer_supply',
  help: 'Toner, ink, drums, waste boxes of printers in the network (Printer-MIB).',
  since: '0.3',
  tags: {
    supply: { help: 'As the printer calls it' },
    number: { help: 'Its number in the printer’s table: two may have the same name' },
    type: {
      help: 'What it is',
      values: [
        'other',
        'toner',
        'waste_toner',
        'ink',
        'ink_cartridge',
        'ink_ribbon',
        'waste_ink',
        'drum',
        'developer',
        'fuser_oil',
        'wax',
        'waste_wax',
        'fuser',
        'cleaner',
        'transfer_unit',
        'toner_cartridge',
        'staples',
        'paper',
      ],
    },
    colour: { help: 'black, cyan …, where the printer tells it', optional: true },
  },
  fields: {
    left_percent: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      max: 100,
      help: 'What is left; of a waste box the room that is left. None where it cannot be reckoned',
      since: '0.3',
    },
    level: {
      kind: 'integer',
      unit: 'none',
      help: 'As the printer gives it; -1 other, -2 unknown, -3 some is left',
      since: '0.3',
    },
    capacity: {
      kind: 'integer',
      unit: 'none',
      help: 'When full, as the printer gives it; -2 unknown',
      since: '0.3',
    },
    state: {
      kind: 'state',
      states: { unknown: 0, ok: 1, some_left: 2, low: 3, empty: 4, unknown_capacity: 5 },
      help: 'some_left: the printer knows no more; unknown_capacity: a level without its scale; low below 15 %, empty below 1 %',
      since: '0.3',
    },
    waste: {
      kind: 'boolean',
      help: 'It is filled and not emptied by use',
      since: '0.3',
    },
  },
} as const satisfies Measurement
