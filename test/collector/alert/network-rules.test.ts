/** The shipped rules of services, certificates and lines, on a timeline of a poller's readings. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { httpResponse } from '../../../contract/catalogue/families/http-response.ts'
import { netResponse } from '../../../contract/catalogue/families/net-response.ts'
import { ntpServer } from '../../../contract/catalogue/families/ntp-server.ts'
import { ping } from '../../../contract/catalogue/families/ping.ts'
import { webPage } from '../../../contract/catalogue/families/web-page.ts'
import { x509Cert } from '../../../contract/catalogue/families/x509-cert.ts'
import { reading, type FieldsOf } from '../../../contract/catalogue/grammar.ts'
import { alertScene, office, shippedRules, type AlertScene } from '../../support/alert-scene.ts'

const minute = 60_000
const names = ['service-', 'certificate-', 'ping-', 'time-server-', 'web-page-']
const rules = shippedRules.filter(({ id }) => names.some((name) => id.startsWith(name)))

let scene: AlertScene
beforeEach(async () => {
  scene = await alertScene({ rules, startMs: office('2026-11-12T10:00') })
  await scene.start()
})
afterEach(() => scene.end())

const opens = async () =>
  (await scene.alerts.open())
    .map(({ ruleId, severity, object }) => `${ruleId} ${severity} ${object}`)
    .toSorted()
const port = (fields: FieldsOf<typeof netResponse>) =>
  reading(netResponse, { server: '10.0.0.9', port: '1433', protocol: 'tcp', check: 'Data' }, fields)
async function ports(fields: FieldsOf<typeof netResponse>, times = 1): Promise<void> {
  for (let at = 0; at < times; at++) {
    await scene.report('pc', port(fields))
    await scene.advance(minute)
  }
}

test('a service is told at its third failure, worsens after five minutes, and clears', async () => {
  await ports({ result: 'connection_failed', fails: 1 })
  await ports({ result: 'connection_failed', fails: 2 })
  expect(await opens()).toEqual([])
  await ports({ result: 'connection_failed', fails: 3 })
  expect(await opens()).toEqual(['service-port-down warning Data'])
  await ports({ result: 'timeout', fails: 9 }, 6)
  expect(await opens()).toEqual(['service-port-down critical Data'])
  await ports({ result: 'success', fails: 9, response_time: 0.01 })
  expect(await opens()).toHaveLength(1)
  await ports({ result: 'success', fails: 0, response_time: 0.01 })
  expect(await opens()).toEqual([])
})

test('a poller that is cut off opens nothing and ends nothing', async () => {
  await ports({ result: 'no_egress', fails: 0 }, 10)
  expect(await opens()).toEqual([])
  await ports({ result: 'timeout', fails: 3 })
  await ports({ result: 'no_egress', fails: 3 })
  expect(await opens()).toEqual(['service-port-down warning Data'])
})

test('a certificate is told 30 and 7 days before its end, and is over when renewed', async () => {
  const days = async (days_left: number) => {
    const tags = { source: 'mlimani.go.tz:443', check: 'Cheti' }
    await scene.report(
      'pc',
      reading(x509Cert, tags, { result: 'success', days_left, verification: 'valid', fails: 0 }),
    )
    await scene.advance(minute)
    return opens()
  }
  expect(await days(31)).toEqual([])
  expect(await days(29)).toEqual(['certificate-ends warning Cheti'])
  expect(await days(6.9)).toEqual(['certificate-ends critical Cheti'])
  expect(await days(-1)).toEqual(['certificate-ends critical Cheti'])
  expect(await days(364)).toEqual([])
})

test('a lossy line is told; one where nothing comes back is not called lossy', async () => {
  const loss = async (percent_packet_loss: number, times: number) => {
    const fields = { result: 'success', percent_packet_loss } as const
    for (let at = 0; at < times; at++) {
      await scene.report('pc', reading(ping, { url: '10.0.0.1', check: 'WAN' }, fields))
      await scene.advance(minute)
    }
    return opens()
  }
  expect(await loss(100, 20)).toEqual([])
  expect(await loss(33.3, 17)).toEqual(['ping-loss critical WAN'])
  expect(await loss(0, 7)).toEqual([])
})

test('a slow page is told after ten minutes', async () => {
  const tags = { server: 'https://mlimani.go.tz/', method: 'GET', check: 'Tovuti' } as const
  for (let at = 0; at < 12; at++) {
    const fields = { result: 'success', response_time: 8, fails: 0 } as const
    await scene.report('pc', reading(httpResponse, tags, fields))
    await scene.advance(minute)
  }
  expect(await opens()).toEqual(['service-web-slow warning Tovuti'])
})

test('a time server is told when it is wrong for long or does not know, and not when it is unknown', async () => {
  const time = async (fields: FieldsOf<typeof ntpServer>, minutes: number) => {
    for (let at = 0; at < minutes; at += 15) {
      await scene.report('pc', reading(ntpServer, { server: '10.0.0.1', check: 'Saa' }, fields))
      await scene.advance(15 * minute)
    }
    return opens()
  }
  expect(await time({ result: 'success', offset_size_ms: 9000, fails: 0 }, 15)).toEqual([])
  expect(await time({ result: 'success', offset_size_ms: 9000, fails: 0 }, 45)).toEqual([
    'time-server-offset warning Saa',
  ])
  expect(await time({ result: 'success', offset_size_ms: 12, fails: 0 }, 15)).toEqual([])
  expect(await time({ result: 'no_egress', fails: 0 }, 120)).toEqual([])
  expect(await time({ result: 'unsynchronised', stratum: 16, fails: 0 }, 90)).toEqual([
    'time-server-unsynchronised warning Saa',
  ])
})

test('a page that was changed is told at its first look and until it is undone; an old one is for the summary', async () => {
  const look = async (fields: FieldsOf<typeof webPage>) => {
    const tags = { server: 'https://mlimani.go.tz/', check: 'Tovuti' }
    await scene.report('pc', reading(webPage, tags, { result: 'success', fails: 0, ...fields }))
    await scene.advance(60 * minute)
    return opens()
  }
  expect(await look({ change: 'small', change_percent: 12, age: 'fresh' })).toEqual([])
  expect(await look({ change: 'large', change_percent: 88, age: 'fresh' })).toEqual([
    'web-page-changed warning Tovuti',
  ])
  expect(await look({ change: 'same', change_percent: 0, age: 'fresh' })).toEqual([])
  expect(await look({ change: 'same', days_unchanged: 31, age: 'stale' })).toEqual([
    'web-page-old info Tovuti',
  ])
})
