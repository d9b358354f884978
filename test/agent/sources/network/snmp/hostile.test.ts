/** Devices that answer wrongly, endlessly or not at all: bounded time and memory, a clear reason. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../../../lib/system-clock.ts'
import { targetLimits, type SnmpTarget } from '../../../../../agent/sources/network/snmp/target.ts'
import { packed, wholeBytes } from '../../../../support/snmp/ber.ts'
import { targetAt, valuesOf, withDevice } from '../../../../support/snmp/read-device.ts'
import { Responder, type Bound, type ResponderOptions } from '../../../../support/snmp/responder.ts'
import { recordingOf, switchRows } from '../../../../support/snmp/small-devices.ts'

const open: Responder[] = []
afterEach(() => open.splice(0).forEach((one) => one.close()))

async function read(
  options: ResponderOptions,
  more: Partial<SnmpTarget> = {},
  clock = systemClock,
  rows = switchRows(8),
) {
  const responder = await Responder.start(rows, options)
  open.push(responder)
  const target = targetAt(responder.port, { timeoutMs: 60, retries: 1, ...more })
  const readings = await withDevice(
    target,
    (device) => device.read(new AbortController().signal),
    clock,
  )
  const [report] = readings
  return { readings, responder, state: report?.fields['state'], reason: report?.fields['reason'] }
}

const counter = packed(2, wholeBytes(1n))
/** The object behind it, as if every table had a next row for ever. */
function endlessly(oid: string): Bound {
  const numbers = oid.split('.').map(Number)
  const inTable = /^1\.3\.6\.1\.2\.1\.(?:2\.2|31\.1\.1)\.1\.\d+\.\d+$/.test(oid)
  const last = numbers.pop() ?? 0
  return { oid: inTable ? [...numbers, last + 1].join('.') : `${oid}.1`, value: counter }
}

test.each<[string, ResponderOptions, string, string]>([
  ['nothing at all', { spoil: () => [] }, 'silent', 'no_answer'],
  ['only to another community', { community: 'other' }, 'silent', 'no_answer'],
  [
    'half a packet',
    { spoil: (answer) => [answer.subarray(0, answer.length >> 1)] },
    'refused',
    'bad_answer',
  ],
  [
    'no SNMP',
    { spoil: () => [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')] },
    'refused',
    'bad_answer',
  ],
  [
    'to another question',
    { spoil: (answer) => [wrongId(Buffer.from(answer))] },
    'refused',
    'bad_answer',
  ],
  ['later than anybody waits', { delayMs: 500 }, 'silent', 'no_answer'],
])('a device that answers %o', async (_, options, state, reason) => {
  const seen = await read(options)
  expect([seen.state, seen.reason]).toEqual([state, reason])
  expect(seen.readings).toHaveLength(1)
  // One question and its repetition: whoever is silent is not asked for all the rest.
  expect(seen.responder.questions).toBeLessThanOrEqual(2)
})

/** The id of the question lies behind version, community and the head of the PDU. */
function wrongId(answer: Buffer): Buffer {
  const community = answer.indexOf('public')
  const at = answer.indexOf(2, community + 6)
  answer[at + 2] = (answer[at + 2] ?? 0) ^ 0x15
  return answer
}

test('answers that come twice or three times are taken once', async () => {
  const seen = await read({ spoil: (answer) => [answer, answer, answer] })
  expect([seen.state, seen.reason]).toEqual(['ok', 'none'])
  expect(valuesOf(seen.readings, 'interface', 'oper')).toHaveLength(8)
})

test('a table without an end is read up to the limit', async () => {
  const seen = await read({ after: endlessly }, { timeoutMs: 2000 })
  expect([seen.state, seen.reason]).toEqual(['partly', 'table_too_long'])
  expect(valuesOf(seen.readings, 'interface', 'ifIndex').length).toBeLessThanOrEqual(
    targetLimits.interfacesMax,
  )
  // Every value costs at least its share of an answer.
  expect(seen.responder.questions).toBeLessThan(targetLimits.valuesMax)
})

test('a table that comes back to its beginning is left', async () => {
  const back = (oid: string): Bound => {
    const isTable = /^1\.3\.6\.1\.2\.1\.(?:2\.2|31\.1\.1)\.1(?:\.|$)/.test(oid)
    if (!isTable) return { oid, value: packed(0x82, Buffer.alloc(0)) }
    return oid.endsWith('.3') ? { oid: oid.replace(/3$/, '1'), value: counter } : endlessly(oid)
  }
  const seen = await read({ after: back }, { timeoutMs: 2000 })
  expect([seen.state, seen.reason]).toEqual(['partly', 'table_loops'])
  expect(seen.responder.questions).toBeLessThan(400)
})

test('a device that lets drip is given up when its time is over', async () => {
  let now = 0
  const clock = { ...systemClock, monotonic: () => (now += 2000) }
  const seen = await read({ after: endlessly }, { timeoutMs: 2000 }, clock)
  expect(seen.reason).toBe('too_slow')
  expect(seen.responder.questions).toBeLessThan(60)
})

test('a small card that cannot give much at once is asked for less', async () => {
  const seen = await read({ bytesMax: 300 }, { timeoutMs: 1000 })
  expect([seen.state, seen.reason]).toEqual(['ok', 'none'])
  expect(valuesOf(seen.readings, 'interface', 'oper')).toEqual(
    Array.from({ length: 8 }, () => 'up'),
  )
})

test('an old printer that falls silent at large questions is asked with small ones', async () => {
  const spoil: ResponderOptions['spoil'] = (_, { third, pdu }) =>
    pdu === 0xa5 && third > 4 ? [] : undefined
  const seen = await read({ spoil }, { timeoutMs: 100, retries: 0 })
  expect([seen.state, seen.reason]).toEqual(['ok', 'none'])
  expect(valuesOf(seen.readings, 'interface', 'oper')).toHaveLength(8)
})

test('a device of SNMPv1, where one missing object spoils the whole answer, is read', async () => {
  const credentials = { version: 1, community: 'public' } as const
  const seen = await read(
    { versionMax: 0 },
    { credentials, timeoutMs: 1000 },
    systemClock,
    recordingOf('ups'),
  )
  expect([seen.state, seen.reason]).toEqual(['ok', 'none'])
  expect(valuesOf(seen.readings, 'ups', 'battery_charge_percent')).toEqual([97])
})

test('no bytes whatever break the reader', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      async (changes) => {
        const spoil = (answer: Buffer): readonly Buffer[] => {
          const bytes = Buffer.from(answer)
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte
          return [bytes]
        }
        const seen = await read({ spoil }, { timeoutMs: 15, retries: 0 })
        expect(seen.state).toMatch(/^(?:ok|partly|silent|refused)$/)
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
