import type { IncomingHttpHeaders } from 'node:http'
import { TLSSocket } from 'node:tls'
import { WebSocketServer } from 'ws'
import { agentPath, limits, subprotocol } from '../../contract/wire/limits.ts'
import { Channel } from './channel.ts'
import type { Upgrade } from './listener.ts'
import type { Refusals } from './refusals.ts'
import type { Place } from './admission.ts'

/** An open WebSocket whose other side has proved nothing yet. */
export interface Visitor {
  readonly channel: Channel
  readonly tls: TLSSocket
  readonly place: Place
  readonly address: string
}

/** Only an agent's request becomes a WebSocket; others get an HTTP error and the end. */
export function createUpgrade(
  refusals: Refusals,
  receive: (visitor: Visitor) => void,
): (upgrade: Upgrade) => void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // One frame and its few bytes of envelope; text is held to its own, smaller limit on reading.
    maxPayload: limits.frameBytesMax + 1024,
    handleProtocols: () => subprotocol,
  })
  return ({ request, socket, head, place, address }) => {
    const reason = whyNot(request.url, request.headers, socket)
    if (reason !== undefined || !(socket instanceof TLSSocket)) {
      refusals.note(place.address, reason ?? 'not_tls')
      socket.on('error', () => undefined)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const tls = socket
    server.handleUpgrade(request, socket, head, (webSocket) =>
      receive({ channel: new Channel(webSocket), tls, place, address }),
    )
  }
}

function whyNot(
  url: string | undefined,
  headers: IncomingHttpHeaders,
  socket: unknown,
): string | undefined {
  if (url !== agentPath) return 'wrong_path'
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',')
  if (!offered.some((name) => name.trim() === subprotocol)) return 'wrong_protocol'
  // Agents send no Origin; a web page that tries to reach the collector cannot help it.
  if (headers['origin'] !== undefined) return 'from_a_browser'
  // The exporter value is only bound to the whole handshake from TLS 1.3 on.
  return socket instanceof TLSSocket && socket.getProtocol() === 'TLSv1.3' ? undefined : 'old_tls'
}
