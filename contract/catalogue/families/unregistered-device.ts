import type { Measurement, TextField } from '../grammar.ts'

const text = (help: string) => ({ kind: 'text', help, since: '0.3' }) as const satisfies TextField

export const unregisteredDevice = {
  name: 'unregistered_device',
  help: 'Discovery found a device that is in no register. Told by the collector, beside the poller that found it; never of the first look through a subnet.',
  since: '0.3',
  tags: {},
  fields: {
    device: {
      kind: 'event',
      help: 'Its hardware address, else its address; of very many at once, their number',
      since: '0.3',
    },
    address: text('Its address'),
    maker: text('Maker of its network card, by an offline table'),
    what: text('What it may be: computer, printer, network …'),
    place: text('Switch and port that it hangs on, where a switch tells'),
    site: text('Site of the subnet'),
    more: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Further ones of the same run that are told of by their number alone',
      since: '0.3',
    },
  },
} as const satisfies Measurement
