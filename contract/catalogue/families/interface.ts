import type { FloatField, IntegerField, Measurement, Unit } from '../grammar.ts'

const counter = (help: string, unit: Unit = 'count') =>
  ({
    kind: 'integer',
    unit,
    min: 0,
    counter: true,
    help,
    since: '0.3',
  }) as const satisfies IntegerField
const number = (help: string, unit: Unit = 'none') =>
  ({ kind: 'integer', unit, min: 0, help, since: '0.3' }) as const satisfies IntegerField
const percent = (help: string) =>
  ({
    kind: 'float',
    unit: 'percent',
    decimals: 2,
    min: 0,
    max: 100,
    help,
    since: '0.3',
  }) as const satisfies FloatField
const states = {
  unknown: 0,
  up: 1,
  down: 2,
  testing: 3,
  dormant: 5,
  not_present: 6,
  lower_layer_down: 7,
} as const

/** Names as Telegraf's example for SNMP has them, MIB spelling included; ours are small letters. */
export const interfaceFamily = {
  name: 'interface',
  help: 'Ports and other interfaces of watched devices (IF-MIB).',
  since: '0.3',
  tags: {
    ifName: { help: 'Short name: Gi1/0/1, eth0', optional: true },
    ifDescr: { help: 'Long name: GigabitEthernet1/0/1', optional: true },
    port: { help: 'ifIndex, only where two have the same names', optional: true },
  },
  fields: {
    ifIndex: number('Number; may change when the device restarts'),
    ifType: number('Type by IANA: 6 Ethernet, 24 loopback, 71 wireless, 131 tunnel, 161 bundle'),
    ifAlias: { kind: 'text', help: 'Description that somebody gave the port', since: '0.3' },
    ifPhysAddress: { kind: 'text', help: 'Hardware address', since: '0.3' },
    ifMtu: number('Longest packet', 'bytes'),
    ifSpeed: number('Speed in bit/s', 'bits_per_second'),
    ifHighSpeed: number('Speed in Mbit/s'),
    ifAdminStatus: number('1 up, 2 down, 3 testing: what somebody wants it to be'),
    ifOperStatus: number('1 up, 2 down, 3 testing, 4 unknown, 5 dormant, 6 absent, 7 lower layer'),
    ifInOctets: counter('Received, where the device counts with 32 bits only', 'bytes'),
    ifOutOctets: counter('Sent, where the device counts with 32 bits only', 'bytes'),
    ifHCInOctets: counter('Received', 'bytes'),
    ifHCOutOctets: counter('Sent', 'bytes'),
    ifInErrors: counter('Damaged packets received'),
    ifOutErrors: counter('Packets that could not be sent'),
    ifInDiscards: counter('Received packets thrown away'),
    ifOutDiscards: counter('Packets thrown away before sending'),
    ifInUcastPkts: counter('Packets received'),
    ifOutUcastPkts: counter('Packets sent'),
    admin: { kind: 'state', states, help: 'What somebody wants it to be', since: '0.3' },
    oper: { kind: 'state', states, help: 'What it is', since: '0.3' },
    duplex: {
      kind: 'state',
      states: { unknown: 0, half: 1, full: 2 },
      help: 'Of the link (EtherLike-MIB)',
      since: '0.3',
    },
    was_up: {
      kind: 'boolean',
      help: 'It was up within the last 7 days; none while that cannot be known yet',
      since: '0.3',
    },
    uplink: {
      kind: 'boolean',
      help: 'It matters to many: somebody named it, a neighbour speaks there, or many addresses lie behind it',
      since: '0.3',
    },
    speed_lost: {
      kind: 'boolean',
      help: 'The link is slower than the best seen within the last 7 days',
      since: '0.3',
    },
    in_bits: number('Received bits a second since the last reading', 'bits_per_second'),
    out_bits: number('Sent bits a second since the last reading', 'bits_per_second'),
    used_percent: percent('Use of the link in its busier direction'),
    error_percent: percent('Damaged packets of all packets; told from 10,000 packets on'),
    discard_percent: percent('Packets thrown away of all packets; told from 10,000 packets on'),
    poe: {
      kind: 'state',
      states: { unknown: 0, off: 1, searching: 2, delivering: 3, fault: 4 },
      help: 'Power over the port',
      since: '0.3',
    },
  },
} as const satisfies Measurement
