/** One request, GET or HEAD only, with the time of each part. Redirects are the caller's. */
import http from 'node:http'
import https from 'node:https'
import { TLSSocket } from 'node:tls'
import type { Socket } from 'node:net'
import type { Clock } from '../../../../lib/clock.ts'
import type { Guard } from '../guard.ts'
import type { Deadline } from './dial.ts'

export interface HttpAnswer {
  readonly status: number
  readonly location: string | undefined
  readonly headers: http.IncomingHttpHeaders
  /** As far as it was read. */
  readonly body: Buffer
  readonly bodyTooLong: boolean
  /** Milliseconds. */
  readonly times: {
    readonly dns: number
    readonly connect: number
    readonly tls: number | undefined
    readonly firstByte: number
  }
}
export interface HttpParts {
  readonly guard: Guard
  readonly clock: Clock
  readonly limit: Deadline
}

export interface RequestOptions {
  readonly bodyBytesMax: number
  readonly anyCertificate: boolean
  readonly headers?: Readonly<Record<string, string>>
  /** The encrypted line stands; `name` is what its certificate must carry. */
  readonly onSecured?: (socket: TLSSocket, name: string) => void
}

/** The body broke off. */
export class BodyFault extends Error {
  override name = 'BodyFault'
}

const headerBytesMax = 16 * 1024

export async function request(
  url: URL,
  method: 'GET' | 'HEAD',
  options: RequestOptions,
  { guard, clock, limit }: HttpParts,
): Promise<HttpAnswer> {
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const beganMs = clock.monotonic()
  const address = await limit.within(guard.resolve(name))
  const foundMs = clock.monotonic()
  let connectedMs = foundMs
  let securedMs: number | undefined
  const secure = url.protocol === 'https:'
  const sent = (secure ? https : http).request(url, {
    method,
    agent: false,
    // The name was resolved and judged above; the address may not change between.
    lookup: (_name, lookupOptions, done) =>
      lookupOptions.all === true
        ? done(null, [{ address, family: address.includes(':') ? 6 : 4 }])
        : done(null, address, address.includes(':') ? 6 : 4),
    rejectUnauthorized: !options.anyCertificate,
    maxHeaderSize: headerBytesMax,
    headers: { 'user-agent': 'mlinzi', accept: '*/*', connection: 'close', ...options.headers },
    signal: limit.signal,
  })
  sent.once('socket', (socket: Socket | TLSSocket) => {
    socket.once('connect', () => (connectedMs = clock.monotonic()))
    socket.once('secureConnect', () => {
      securedMs = clock.monotonic()
      if (socket instanceof TLSSocket) options.onSecured?.(socket, name)
    })
  })
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
  sent.once('response', resolve)
  sent.on('error', reject)
  promise.catch(() => undefined)
  sent.end()
  const answer = await limit.within(promise)
  const firstMs = clock.monotonic()
  const { body, tooLong } = await limit.within(bodyOf(answer, options.bodyBytesMax))
  sent.destroy()
  const times = {
    dns: foundMs - beganMs,
    connect: connectedMs - foundMs,
    tls: securedMs === undefined ? undefined : securedMs - connectedMs,
    firstByte: firstMs - (securedMs ?? connectedMs),
  }
  const { statusCode: status = 0, headers } = answer
  return { status, headers, location: headers.location, body, bodyTooLong: tooLong, times }
}

async function bodyOf(
  answer: http.IncomingMessage,
  bytesMax: number,
): Promise<{ readonly body: Buffer; readonly tooLong: boolean }> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer) {
      const part: Buffer = chunk
      chunks.push(part.subarray(0, bytesMax - bytes))
      bytes += part.length
      if (bytes >= bytesMax) return { body: Buffer.concat(chunks), tooLong: bytes > bytesMax }
    }
  } catch (cause) {
    throw new BodyFault('The answer broke off', { cause })
  }
  return { body: Buffer.concat(chunks), tooLong: false }
}
