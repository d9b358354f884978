/** Traps and informs of Debian's own programs over UDP, and what must not be taken for one. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { NetworkDevice } from '../../../../../contract/wire/network.ts'
import { netSnmpMissing, password, privPassword } from '../../../../support/snmp/snmpd.ts'
import {
  community,
  send,
  sendPackets,
  trapBytes,
  trapScene,
  watched,
  type TrapScene,
} from '../../../../support/snmp/trap-scene.ts'

const linkDown = '1.3.6.1.6.3.1.1.5.3'
const authenticationFailure = '1.3.6.1.6.3.1.1.5.5'
const port3 = ['1.3.6.1.2.1.2.2.1.1.3', 'i', '3', '1.3.6.1.2.1.31.1.1.1.1.3', 's', 'Gi0/3']

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
)

let scene: TrapScene
afterEach(() => scene.stop())
async function begun(
  devices: readonly NetworkDevice[] = [watched('sw1')],
  more: Parameters<typeof trapScene>[1] = {},
): Promise<string> {
  scene = await trapScene(devices, more)
  return `127.0.0.1:${scene.port}`
}
const taken = (count: number) =>
  vi.waitFor(() => expect(scene.figures().taken).toBe(count), { timeout: 10_000 })
/** What was told, after the receiver has ended. */
async function told() {
  await scene.stop()
  return scene.rows.map(({ host, kind, subject, count, total }) => ({
    host,
    kind,
    ...(subject !== undefined && { subject }),
    count,
    total,
  }))
}
const user = (level: string, auth = password): readonly string[] => [
  '-v',
  '3',
  '-u',
  'mlinzi',
  '-l',
  level,
  ...(level === 'noAuthNoPriv' ? [] : ['-a', 'SHA-256', '-A', auth]),
  ...(level === 'authPriv' ? ['-x', 'AES', '-X', privPassword] : []),
]
const secured = watched('sw3', {
  version: '3',
  community: undefined,
  user: 'mlinzi',
  authKey: password,
  privKey: privPassword,
})
const engine = ['-e', '0x8000000001020304']

describe.skipIf(netSnmpMissing('snmptrap', 'snmp'))('snmptrap and snmpinform', () => {
  test('v2c: a port that goes down is told for the device, with its name', async () => {
    const at = await begun()
    await send('snmptrap', ['-v', '2c', '-c', community, at, '', linkDown, ...port3])
    await taken(1)
    expect(await told()).toEqual([
      { host: 'sw1', kind: 'link_down', subject: 'Gi0/3', count: 1, total: 1 },
    ])
    expect(scene.rows[0]?.['event']).toMatch(/^linkDown \(Gi0\/3\) \d{4}-\d\d-\d\dT\d\dZ$/)
  })

  test.each([
    ['a start', '1.3.6.1.4.1.9', ['0', '0'], 'cold_start'],
    ['a wrong community at the device', '1.3.6.1.4.1.9', ['4', '0'], 'authentication_failure'],
    ['APC’s battery', '1.3.6.1.4.1.318', ['6', '5'], 'ups_on_battery'],
    ['UPS-MIB in the form of v1', '1.3.6.1.2.1.33.2', ['6', '1'], 'ups_on_battery'],
    ['one that nobody knows', '1.3.6.1.4.1.99999', ['6', '7'], 'other'],
  ])('v1: %s', async (_, enterprise, numbers, kind) => {
    const at = await begun([watched('ups1', { version: '1' })])
    await send('snmptrap', ['-v', '1', '-c', community, at, enterprise, '10.0.0.1', ...numbers, ''])
    await taken(1)
    expect(await told()).toEqual([{ host: 'ups1', kind, count: 1, total: 1 }])
    if (kind === 'other') {
      expect(scene.rows[0]?.['event']).toContain('1.3.6.1.4.1.99999.0.7 ')
    }
  })

  test.each([
    ['13', 'ups_alarm', 'chargerFailed'],
    ['2', 'ups_on_battery', 'onBattery'],
    ['6', 'other', 'inputBad'],
  ])('UPS-MIB: alarm %s is %s', async (number, kind, subject) => {
    const at = await begun()
    const alarm = ['1.3.6.1.2.1.33.1.6.2.1.2.9', 'o', `1.3.6.1.2.1.33.1.6.3.${number}`]
    await send('snmptrap', ['-v', '2c', '-c', community, at, '', '1.3.6.1.2.1.33.2.3', ...alarm])
    await taken(1)
    expect(await told()).toEqual([{ host: 'sw1', kind, subject, count: 1, total: 1 }])
  })

  test('a printer’s alert comes with the printer’s own words', async () => {
    const at = await begun()
    const alert = ['1.3.6.1.2.1.43.18.1.1.8.1.4', 's', 'Karatasi imekwama']
    const printerAlert = '1.3.6.1.2.1.43.18.2.0.1'
    await send('snmptrap', ['-v', '2c', '-c', community, at, '', printerAlert, ...alert])
    await taken(1)
    expect(await told()).toMatchObject([{ kind: 'printer_alert', subject: 'Karatasi imekwama' }])
  })

  test('v2c: an inform is answered', async () => {
    const at = await begun()
    expect(
      await send('snmpinform', ['-v', '2c', '-c', community, at, '', authenticationFailure]),
    ).toBe(true)
    expect(await told()).toMatchObject([{ kind: 'authentication_failure', count: 1 }])
  })

  test('v3 with SHA-256 and AES: trap and inform', async () => {
    const at = await begun([secured])
    await send('snmptrap', [...user('authPriv'), ...engine, at, '', linkDown, ...port3])
    await taken(1)
    expect(await send('snmpinform', [...user('authPriv'), at, '', authenticationFailure])).toBe(
      true,
    )
    await taken(2)
    expect(await told()).toMatchObject([
      { host: 'sw3', kind: 'link_down', subject: 'Gi0/3' },
      { host: 'sw3', kind: 'authentication_failure' },
    ])
  })

  test.each([
    ['a wrong password', user('authPriv', 'anotherPassword')],
    ['no encryption', user('authNoPriv')],
    ['no authentication', user('noAuthNoPriv')],
    ['another user', ['-v', '3', '-u', 'nobody', '-l', 'noAuthNoPriv']],
    ['a community', ['-v', '2c', '-c', community]],
  ])('v3 with %s is rejected and counted', async (_, words) => {
    const at = await begun([secured])
    const more = words.includes('3') ? engine : []
    await send('snmptrap', [...words, ...more, at, '', linkDown])
    await vi.waitFor(() => expect(scene.figures().rejected).toBe(1))
    expect(scene.figures().taken).toBe(0)
    expect(await told()).toEqual([{ host: 'sw3', kind: 'rejected', count: 1, total: 1 }])
  })

  test('a wrong community is rejected and counted, and its inform gets no answer', async () => {
    const at = await begun()
    expect(await send('snmpinform', ['-v', '2c', '-c', 'public', at, '', linkDown])).toBe(false)
    expect(scene.figures().taken).toBe(0)
    const [row, ...more] = await told()
    expect(more).toEqual([])
    expect(row).toMatchObject({ host: 'sw1', kind: 'rejected' })
    expect(JSON.stringify(scene.rows)).not.toContain('public')
  })

  test('a user whose password is missing is not believed without one', async () => {
    const at = await begun([
      { ...secured, snmp: { version: '3', user: 'mlinzi', everySeconds: 60 } },
    ])
    await send('snmptrap', [...user('noAuthNoPriv'), ...engine, at, '', linkDown])
    await vi.waitFor(() => expect(scene.figures().unknown).toBe(1))
    expect(await told()).toEqual([])
  })

  test('an address of no device is counted only', async () => {
    const at = await begun()
    const from = ['--clientaddr=127.0.0.2']
    await send('snmptrap', ['-v', '2c', '-c', community, ...from, at, '', linkDown])
    await vi.waitFor(() => expect(scene.figures().unknown).toBe(1))
    expect(await told()).toEqual([])
  })
})

test('a storm is told up to the limit, and how much was above it', async () => {
  await begun([watched('sw1')], { perMinute: 20 })
  const packets = []
  for (let n = 1; n <= 200; n++) packets.push(await trapBytes(`1.3.6.1.4.1.99999.0.${n}`))
  await sendPackets(scene.port, packets)
  await taken(200)
  const rows = await told()
  expect(rows.filter(({ kind }) => kind === 'other')).toHaveLength(20)
  expect(rows).toContainEqual({ host: 'sw1', kind: 'storm', count: 180, total: 180 })
  // Rows of one series have times of their own: none overwrites another.
  expect(new Set(scene.rows.map(({ timeMs, kind }) => `${timeMs} ${kind}`)).size).toBe(rows.length)
})

test('a port that goes up and down all the time is two rows', async () => {
  await begun()
  const down = await trapBytes(linkDown)
  await sendPackets(
    scene.port,
    Array.from({ length: 60 }, () => down),
  )
  await taken(60)
  expect(await told()).toEqual([
    { host: 'sw1', kind: 'link_down', count: 1, total: 1 },
    { host: 'sw1', kind: 'link_down', count: 59, total: 60 },
  ])
})

test('a flood beyond what is decoded at all is counted', async () => {
  await begun()
  const down = await trapBytes(linkDown)
  for (let part = 0; part < 13; part++) {
    await sendPackets(
      scene.port,
      Array.from({ length: 100 }, () => down),
    )
    await vi.waitFor(() => expect(scene.figures().taken).toBe(Math.min(1200, (part + 1) * 100)))
  }
  await sendPackets(scene.port, [down], '127.0.0.2')
  await vi.waitFor(() => expect(scene.figures().unknown).toBe(1))
  expect(await told()).toContainEqual({ host: 'sw1', kind: 'storm', count: 100, total: 100 })
})

test('garbage, halves and damaged packets end nothing', async () => {
  await begun([watched('sw1')])
  const whole = await trapBytes(linkDown)
  const halves = [...whole.keys()].map((end) => whole.subarray(0, end))
  const flipped = [...whole.keys()].map((at) => {
    const copy = Buffer.from(whole)
    copy[at] = (copy[at] ?? 0) ^ 0xff
    return copy
  })
  const noise = Array.from({ length: 200 }, (_, n) =>
    Buffer.from(Array.from({ length: n * 3 }, (__, at) => (n * 7919 + at * 104_729) % 251)),
  )
  const lengths = ['308400ffffff', '30ff', '3080', '30847fffffff0201'].map((hex) =>
    Buffer.from(hex, 'hex'),
  )
  const bad = [...halves, ...flipped, ...noise, ...lengths, Buffer.alloc(9000, 0x30)]
  await sendPackets(scene.port, bad)
  await vi.waitFor(() => {
    const { taken: good, rejected } = scene.figures()
    expect(good + rejected).toBe(bad.length)
  })
  const before = scene.figures()
  expect(before.rejected).toBeGreaterThan(bad.length - whole.length)
  await sendPackets(scene.port, [await trapBytes(authenticationFailure)])
  await taken(before.taken + 1)
})

test('the device of a name is known by what the name points to; one that is gone sends nothing', async () => {
  await begun([{ ...watched('sw1'), address: 'swichi.local' }])
  const down = await trapBytes(linkDown)
  await vi.waitFor(async () => {
    await sendPackets(scene.port, [down])
    expect(scene.figures().taken).toBeGreaterThan(0)
  })
  scene.follow([])
  const before = scene.figures()
  await sendPackets(scene.port, [down])
  await vi.waitFor(() => expect(scene.figures().unknown).toBeGreaterThan(before.unknown))
  expect(scene.figures().taken).toBe(before.taken)
})

test('a port that another program holds is told once, with what to do', async () => {
  const other = createSocket('udp4').bind(0, '127.0.0.1')
  await once(other, 'listening')
  const log: string[] = []
  await begun([], { port: other.address().port, told: log })
  await vi.waitFor(() => expect(log).toHaveLength(1))
  expect(log[0]).toContain('Another program has the port of SNMP traps')
  other.close()
})

describe.skipIf(netSnmpMissing('snmptrap', 'snmp') || !hasIpv6)('over IPv6', () => {
  test('takes traps and answers informs of both families at "::", however an address is written', async () => {
    const six = { ...watched('sw6'), address: '0:0:0:0:0:0:0:1' }
    await begun([six, watched('sw4')], { address: '::' })
    const words = ['-v', '2c', '-c', community]
    const words6 = ['', linkDown]
    expect(await send('snmpinform', [...words, `udp6:[::1]:${scene.port}`, ...words6])).toBe(true)
    expect(await send('snmpinform', [...words, `127.0.0.1:${scene.port}`, ...words6])).toBe(true)
    await taken(2)
    expect((await told()).map(({ host, kind }) => `${host} ${kind}`).toSorted()).toEqual([
      'sw4 link_down',
      'sw6 link_down',
    ])
  })
})
