/** Pings of devices and of the way to headquarters, and the services that headquarters looks at. */
import { dnsQuery } from '../../../contract/catalogue/families/dns-query.ts'
import { httpResponse } from '../../../contract/catalogue/families/http-response.ts'
import { netResponse } from '../../../contract/catalogue/families/net-response.ts'
import { networkPoller } from '../../../contract/catalogue/families/network-poller.ts'
import { ping } from '../../../contract/catalogue/families/ping.ts'
import { x509Cert } from '../../../contract/catalogue/families/x509-cert.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { noise, seedOf, smoothNoise } from '../random.ts'
import {
  devices,
  farWard,
  headquarters,
  outsideAddress,
  services,
  type SimulatedDevice,
} from './devices.ts'
import type { DeviceTime } from './kinds.ts'
import { cableReadings } from './upses.ts'

const minute = 60_000
const dayMs = 24 * 60 * minute
const packets = 3
const wayPackets = 10
/** Milliseconds to headquarters by site. */
const wayMs: Readonly<Record<string, number>> = { [headquarters]: 0.4, [farWard]: 240 }
const usualWayMs = 38
/** Milliseconds to the world outside: the far ward's line is a satellite's. */
const outsideMs: Readonly<Record<string, number>> = { [headquarters]: 26, [farWard]: 640 }
const usualOutsideMs = 71
/** The revenue system is away for some minutes, so that one sees it come back. */
const awayFromMs = 5 * minute
const awayUntilMs = 11 * minute
const certificateDays = 21

/** Of one device, by the poller of its site. */
export function devicePing(device: SimulatedDevice, time: DeviceTime): Reading {
  const silent = device.ill === 'silent'
  return pingReading('ping', device.address, {
    seed: seedOf(device.name),
    time,
    usualMs: 0.8,
    sent: packets,
    lost: silent ? packets : 0,
    // Told as lost by its presence, not by the check.
    fails: 0,
  })
}

/** What a poller tells beside its devices. */
export function serviceReadings(site: string, time: DeviceTime): readonly Reading[] {
  const seed = seedOf(`${site} wan`)
  const step = Math.floor(time.timeMs / minute)
  // Of ten packets the far line always loses one, now and then three.
  const lost = site === farWard ? 1 + Math.floor(noise(seed, step) * 2.2) : 0
  const way = pingReading(services.wan, '10.20.0.1', {
    seed,
    time,
    usualMs: wayMs[site] ?? usualWayMs,
    sent: wayPackets,
    lost,
    fails: 0,
  })
  const internet = pingReading(services.internet, outsideAddress, {
    seed: seedOf(`${site} internet`),
    time,
    usualMs: outsideMs[site] ?? usualOutsideMs,
    sent: wayPackets,
    lost,
    fails: 0,
  })
  const lines = [way, internet]
  const own = devices.filter((device) => device.site === site)
  const poller = reading(
    networkPoller,
    {},
    { tasks: own.length * 2 + lines.length, refused: 0, running: 0, egress: true },
  )
  return site === headquarters
    ? [...lines, poller, ...cableReadings('smartups', time), ...headquartersChecks(time)]
    : [...lines, poller]
}

function headquartersChecks({ timeMs, storyMs }: DeviceTime): readonly Reading[] {
  const elapsedMs = timeMs - storyMs
  const away = elapsedMs > awayFromMs && elapsedMs < awayUntilMs
  const slow = smoothNoise(seedOf('website'), timeMs / (11 * minute))
  const left = Math.floor((certificateDays * dayMs - elapsedMs) / 1000)
  return [
    web(services.website, 'https://www.mfano.example/', 0.35 + slow, false),
    web(services.revenue, 'https://mapato.example/hali', 1.1 + slow, away),
    reading(
      x509Cert,
      { source: 'www.mfano.example:443', check: services.certificate },
      {
        expiry: left,
        days_left: left / 86_400,
        enddate: Math.floor(timeMs / 1000) + left,
        verification: 'valid',
        common_name: 'www.mfano.example',
        result: 'success',
        fails: 0,
      },
    ),
    reading(
      dnsQuery,
      {
        server: 'system',
        domain: 'mfano.example',
        record_type: 'A',
        check: services.names,
      },
      { query_time_ms: 12 + 20 * slow, result: 'success', rcode_value: 0, fails: 0 },
    ),
    reading(
      netResponse,
      { server: '10.20.0.11', port: '1433', protocol: 'tcp', check: services.database },
      { response_time: 0.002 + slow / 1000, result: 'success', fails: 0 },
    ),
    reading(
      netResponse,
      { server: '10.20.0.77', port: '554', protocol: 'tcp', check: services.camera },
      { result: 'timeout', fails: 40 },
    ),
  ]
}

function web(check: string, server: string, seconds: number, away: boolean): Reading {
  return reading(
    httpResponse,
    { server, method: 'GET', check },
    away
      ? { result: 'timeout', fails: 3 }
      : {
          response_time: seconds,
          dns_time: 0.012,
          connect_time: 0.04,
          tls_time: 0.09,
          first_byte_time: seconds * 0.7,
          http_response_code: 200,
          content_length: 18_400,
          redirects: 0,
          response_status_code_match: 1,
          result: 'success',
          fails: 0,
        },
  )
}

interface Pinged {
  readonly seed: number
  readonly time: DeviceTime
  readonly usualMs: number
  readonly sent: number
  readonly lost: number
  readonly fails: number
}
function pingReading(check: string, url: string, one: Pinged): Reading {
  const { seed, time, usualMs, sent, lost, fails } = one
  const mean = usualMs * (0.8 + 0.6 * smoothNoise(seed, time.timeMs / (6 * minute)))
  const answered = lost < sent
  return reading(
    ping,
    { url, check },
    {
      packets_transmitted: sent,
      packets_received: sent - lost,
      percent_packet_loss: (100 * lost) / sent,
      ...(answered && {
        ttl: 62,
        average_response_ms: mean,
        minimum_response_ms: mean * 0.9,
        maximum_response_ms: mean * 1.3,
        standard_deviation_ms: mean * 0.1,
        jitter_ms: mean * 0.08,
      }),
      result: 'success',
      fails,
    },
  )
}
