/** Echo requests by what the machine has: fping for many at once, else its ping one by one. */
import type { Host, RunResult } from '../../../host/host.ts'
import { isNotPresent, NotPresent } from '../../../host/host.ts'

/** Milliseconds of each answer in the order of the requests; null: none came in time. */
export interface Echoes {
  readonly times: readonly (number | null)[]
  readonly ttl: number | undefined
}
export interface PingOptions {
  readonly count: number
  readonly timeoutMs: number
}

const fpingPaths = [
  '/usr/bin/fping',
  '/usr/sbin/fping',
  '/usr/local/sbin/fping',
  '/opt/homebrew/sbin/fping',
]
const periodMs = 500
const gapMs = 5
/** An old computer that is busy needs seconds to start a program. */
const slackMs = 10_000
const outputBytesMax = 256 * 1024

/** Results by address; undefined: there is no fping that may be used. At most 128 addresses. */
export async function fping(
  host: Host,
  addresses: readonly string[],
  { count, timeoutMs }: PingOptions,
): Promise<ReadonlyMap<string, Echoes> | undefined> {
  if (host.platform === 'win32') return undefined
  const words = [
    '-q',
    '-C',
    `${count}`,
    '-p',
    `${periodMs}`,
    '-i',
    `${gapMs}`,
    '-t',
    `${timeoutMs}`,
  ]
  const allMs = count * (periodMs + addresses.length * gapMs) + timeoutMs + slackMs
  for (const path of fpingPaths) {
    const options = { timeoutMs: allMs, outputBytesMax }
    try {
      const result = await host.run(path, [...words, ...addresses], options)
      // 0: all answered, 1: some did not, 2: some were not found; above: it could not begin.
      if (result.exitCode >= 0 && result.exitCode <= 2) return readFping(result.stderr)
    } catch (error) {
      if (!isNotPresent(error)) throw error
    }
  }
  return undefined
}

/** Lines of `fping -C`: `10.0.0.1 : 0.61 - 0.55` */
export function readFping(text: string): ReadonlyMap<string, Echoes> {
  const found = new Map<string, Echoes>()
  for (const line of text.split('\n')) {
    const [, address, rest] = /^(\S+)\s+: ([-\d. ]+)$/.exec(line.trimEnd()) ?? []
    if (address === undefined || rest === undefined) continue
    const times = rest.trim().split(/\s+/).slice(0, 64).map(timeOf)
    found.set(address, { times, ttl: undefined })
  }
  return found
}

function timeOf(text: string): number | null {
  const value = Number(text)
  return text === '-' || !Number.isFinite(value) || value < 0 ? null : value
}

const pingPaths: Readonly<Record<Host['platform'], readonly string[]>> = {
  linux: ['/usr/bin/ping', '/bin/ping'],
  darwin: ['/sbin/ping'],
  win32: ['%SystemRoot%\\System32\\PING.EXE'],
}

/** One address by the system's own ping. Rejects with NotPresent where there is none. */
export async function ping(
  host: Host,
  address: string,
  { count, timeoutMs }: PingOptions,
): Promise<Echoes> {
  const windows = host.platform === 'win32'
  const wait = host.platform === 'linux' ? Math.max(1, Math.ceil(timeoutMs / 1000)) : timeoutMs
  const words = windows
    ? ['-n', `${count}`, '-w', `${wait}`, address]
    : ['-n', '-c', `${count}`, '-i', '0.5', '-W', `${wait}`, address]
  const allMs = count * Math.max(1000, timeoutMs) + slackMs
  let result: RunResult | undefined
  for (const path of pingPaths[host.platform]) {
    try {
      result = await host.run(path, words, { timeoutMs: allMs, outputBytesMax })
      break
    } catch (error) {
      if (!isNotPresent(error)) throw error
    }
  }
  if (!result) throw new NotPresent('Neither fping nor ping is installed')
  return readPing(result.stdout, count)
}

/**
 * What all pings have in common, in every language: an answer's line has a TTL and a time in
 * milliseconds. Windows writes `TTL=` in all its languages, and `<1ms` for less than one.
 */
export function readPing(text: string, count: number): Echoes {
  const times: (number | null)[] = []
  let ttl: number | undefined
  for (const line of text.split('\n')) {
    const [, hops] = /\bttl=(\d{1,3})\b/i.exec(line) ?? []
    if (hops === undefined || times.length >= count) continue
    const [, sign, number] = /[=<]\s?(<?)\s?(\d+(?:[.,]\d+)?)\s?ms\b/i.exec(line) ?? []
    if (number === undefined) continue
    const value = Number(number.replace(',', '.'))
    times.push(sign === '<' || / ?<\d/.test(line) ? Math.min(value, 0.5) : value)
    ttl = Math.min(255, Number(hops))
  }
  while (times.length < count) times.push(null)
  return { times, ttl }
}
