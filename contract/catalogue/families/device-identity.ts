import type { Measurement, TextField } from '../grammar.ts'

const text = (help: string) => ({ kind: 'text', help, since: '0.3' }) as const satisfies TextField

export const deviceIdentity = {
  name: 'device_identity',
  help: 'What a watched device says of itself. Read every hour and after a restart.',
  since: '0.3',
  tags: {},
  fields: {
    name: text('Its own name (sysName)'),
    description: text('sysDescr'),
    location: text('sysLocation'),
    contact: text('sysContact'),
    object_id: text('sysObjectID: the maker’s number of the model'),
    profile: text('Profile by which it is read'),
    vendor: text('Maker'),
    model: text('Model'),
    serial: text('Serial number'),
    firmware: text('Version of its firmware or system'),
    hardware: text('Revision of the hardware'),
    address: text('Hardware address of the device itself'),
    engine_id: text('SNMPv3 engine id: stays the same when the address changes'),
  },
} as const satisfies Measurement
