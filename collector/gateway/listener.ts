/**
 * One TLS port for pages and agents. A plain server in front decides about each connection before
 * a byte of TLS is worked on; what it refuses costs one accept and leaves nothing behind.
 */
import https from 'node:https'
import net from 'node:net'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '../../lib/clock.ts'
import type { Admission, Place } from './admission.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import { limitedAddress } from './peer-address.ts'
import type { Refusals } from './refusals.ts'

export interface TlsFiles {
  /** PEM. */
  readonly key: string
  readonly cert: string
}
export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly place: Place
  /** As the log and the sites' subnets know it: without the limits' /64. */
  readonly address: string
}
export interface ListenerOptions {
  readonly tls: TlsFiles
  readonly requestListener: RequestListener
  readonly onUpgrade: (upgrade: Upgrade) => void
  readonly admission: Admission
  readonly refusals: Refusals
  readonly limits: GatewayLimits
  readonly clock: Clock
}

/** An HTTP connection without traffic; pages with live status must say something more often. */
const httpIdleMs = 120_000

export class Listener {
  /** Never listens itself: the front hands it its connections. */
  readonly server: https.Server
  readonly #front: net.Server
  readonly #options: ListenerOptions
  /** Live connections by remote address and port, which is what all layers know of a socket. */
  readonly #places = new Map<string, { readonly place: Place; readonly socket: net.Socket }>()

  constructor(options: ListenerOptions) {
    this.#options = options
    this.#front = net.createServer({ noDelay: true }, (socket) => this.#accept(socket))
    this.server = https.createServer({
      ...options.tls,
      // Browsers of old machines speak 1.2; an agent that does is refused at its upgrade.
      minVersion: 'TLSv1.2',
      handshakeTimeout: options.limits.handshakeMs,
      headersTimeout: options.limits.handshakeMs,
      requestTimeout: 60_000,
      keepAliveTimeout: 15_000,
      connectionsCheckingInterval: 5_000,
    })
    this.server.setTimeout(httpIdleMs)
    this.server.on('tlsClientError', (_error, socket) => socket.destroy())
    this.server.on('request', (request, response) => {
      if (this.#becomeHttp(request.socket)) options.requestListener(request, response)
    })
    this.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
  }
  /** The port that was opened (with 0: any free one). */
  async listen(port: number, host: string): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#front.once('error', reject)
    this.#front.listen({ port, host, backlog: 1024 }, resolve)
    await promise
    this.#front.removeListener('error', reject)
    // Running out of file descriptors must not end the process; the next accept may succeed.
    this.#front.on('error', () => this.#options.refusals.note('listener', 'accept_failed'))
    const address = this.#front.address()
    return typeof address === 'object' && address !== null ? address.port : port
  }
  /** New connections see the new certificate; open ones go on. */
  setTls(tls: TlsFiles): void {
    this.server.setSecureContext({ ...tls, minVersion: 'TLSv1.2' })
  }
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#front.close(resolve))
    for (const { socket } of this.#places.values()) socket.destroy()
    this.server.closeAllConnections()
    this.server.close()
    await closed
  }
  #accept(socket: net.Socket): void {
    const { admission, refusals, limits, clock } = this.#options
    const address = limitedAddress(socket.remoteAddress ?? '')
    const place = admission.admit(address)
    if (typeof place === 'string') {
      refusals.note(address, place)
      socket.resetAndDestroy()
      return
    }
    const key = keyOf(socket)
    this.#places.set(key, { place, socket })
    const cancel = clock.after(limits.handshakeMs, () => {
      if (place.kind !== 'pending') return
      refusals.note(address, 'handshake_timeout')
      socket.destroy()
    })
    socket.once('close', () => {
      cancel()
      place.release()
      this.#places.delete(key)
    })
    this.server.emit('connection', socket)
  }
  #becomeHttp(socket: net.Socket): boolean {
    const place = this.#places.get(keyOf(socket))?.place
    const refusal = place === undefined ? 'gone' : place.become('http')
    if (refusal === undefined) return true
    this.#options.refusals.note(place?.address ?? '', refusal)
    socket.destroy()
    return false
  }
  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const place = this.#places.get(keyOf(request.socket))?.place
    if (place === undefined) {
      socket.destroy()
      return
    }
    request.socket.setTimeout(0)
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/i, '')
    this.#options.onUpgrade({ request, socket, head, place, address })
  }
}

function keyOf(socket: net.Socket): string {
  return `${socket.remoteAddress ?? ''} ${socket.remotePort ?? 0}`
}
