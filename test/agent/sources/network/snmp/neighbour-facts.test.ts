/** What neighbours say of themselves by LLDP, read over UDP in a run of discovery. */
import { afterEach, expect, test } from 'vitest'
import { readTables } from '../../../../../agent/sources/network/snmp/discovery.ts'
import { SnmpStation } from '../../../../../agent/sources/network/snmp/station.ts'
import { shippedProfiles } from '../../../../../config/shipped-profiles.ts'
import { systemClock } from '../../../../../lib/system-clock.ts'
import { Responder } from '../../../../support/snmp/responder.ts'
import { rowsOf } from '../../../../support/snmp/small-devices.ts'

const remote = '1.0.8802.1.1.2.1.4'
let responder: Responder | undefined
afterEach(() => responder?.close())

async function portsTold(rows: Parameters<typeof rowsOf>[0]) {
  responder = await Responder.start(rowsOf(rows))
  const station = new SnmpStation(shippedProfiles, systemClock)
  const snmp = {
    version: '2c',
    community: 'public',
    port: responder.port,
    everySeconds: 60,
  } as const
  try {
    const device = { id: 'sw', name: 'SW', address: '127.0.0.1', role: 'network', snmp } as const
    const { ports } = await readTables([device], {
      station,
      resolve: async (host) => host,
      clock: systemClock,
      signal: new AbortController().signal,
    })
    return ports
  } finally {
    station.close()
  }
}
/** Neighbour of local port 3 with that name and those bits of capabilities. */
const neighbour = (name: string, bits: string) =>
  [
    ['1.0.8802.1.1.2.1.3.7.1.4.3', 's', 'Gi0/3'],
    [`${remote}.1.1.5.0.3.1`, 's', `chassis ${name}`],
    [`${remote}.1.1.6.0.3.1`, 'i', 5],
    [`${remote}.1.1.7.0.3.1`, 's', 'uplink'],
    [`${remote}.1.1.9.0.3.1`, 's', name],
    [`${remote}.1.1.12.0.3.1`, 's', bits],
  ] as const

test('the address of management stands in its row’s number, and what it does in bits', async () => {
  const managed = [`${remote}.2.1.3.0.3.1.1.4.10.20.3.7`, 'i', 2] as const
  // 0x28: bridge and router.
  expect(await portsTold([...neighbour('RUTA', '('), managed])).toMatchObject([
    { port: 'Gi0/3', neighbour: 'RUTA', neighbourAddress: '10.20.3.7', neighbourKind: 'router' },
  ])
})

test('a telephone with a switch inside is a telephone', async () => {
  // 0x24: bridge and telephone.
  expect(await portsTold(neighbour('Simu', '$'))).toMatchObject([{ neighbourKind: 'telephone' }])
})

test('an address that it made up for itself, IPv6 and text in place of bits are left out', async () => {
  const made = [`${remote}.2.1.3.0.3.1.1.4.169.254.9.11`, 'i', 2] as const
  const six = [`${remote}.2.1.3.0.3.1.2.16.${Array(16).fill(1).join('.')}`, 'i', 2] as const
  const [port] = await portsTold([...neighbour('SW-2', '28 2 4'), made, six])
  expect(port?.neighbour).toBe('SW-2')
  expect(port?.neighbourAddress).toBeUndefined()
  expect(port?.neighbourKind).toBeUndefined()
})
