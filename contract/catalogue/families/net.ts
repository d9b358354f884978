import type { IntegerField, Measurement, Unit } from '../grammar.ts'

const counter = (help: string, unit: Unit = 'count') =>
  ({
    kind: 'integer',
    unit,
    min: 0,
    counter: true,
    help,
    since: '0.1',
  }) as const satisfies IntegerField

export const net = {
  name: 'net',
  help: 'Traffic of each network interface, counted since boot. Virtual ones are left out.',
  since: '0.1',
  tags: { interface: { help: 'eth0, enp3s0, wlan0 …' } },
  fields: {
    bytes_sent: { ...counter('Bytes sent', 'bytes'), step: 4096 },
    bytes_recv: { ...counter('Bytes received', 'bytes'), step: 4096 },
    packets_sent: counter('Packets sent'),
    packets_recv: counter('Packets received'),
    err_in: counter('Damaged packets received'),
    err_out: counter('Packets that could not be sent'),
    drop_in: counter('Received packets thrown away'),
    drop_out: counter('Packets thrown away before sending'),
    speed: {
      kind: 'integer',
      unit: 'none',
      min: -1,
      help: 'Speed of the link in Mbit/s; -1: not known',
      since: '0.1',
    },
    link: {
      kind: 'state',
      states: { unknown: 0, up: 1, down: 2, dormant: 3 },
      help: 'State of the link as the driver tells it',
      since: '0.1',
    },
  },
} as const satisfies Measurement
