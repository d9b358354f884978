/** A session over a plain WebSocket without proof: the link's tests need no TLS. */
import { WebSocket } from 'ws'
import { agentPath, limits, subprotocol } from '../../../contract/wire/limits.ts'
import { collectorMessage, type CollectorMessage } from '../../../contract/wire/messages.ts'
import type { AgentSession, Connect, SessionEnd } from '../../../agent/session.ts'

export function plainConnect(port: number): Connect {
  return (hello, signal) =>
    new Promise<AgentSession>((resolve, reject) => {
      const address = `ws://127.0.0.1:${port}${agentPath}`
      const socket = new WebSocket(address, subprotocol, { maxPayload: limits.controlBytesMax })
      const abort = (): void => socket.terminate()
      signal.addEventListener('abort', abort, { once: true })
      const early: CollectorMessage[] = []
      let take = (message: CollectorMessage): void => {
        if (message.type !== 'welcome') return void early.push(message)
        signal.removeEventListener('abort', abort)
        resolve({
          welcome: message,
          send: (control) => socket.send(JSON.stringify(control)),
          sendFrame: (bytes) => socket.send(bytes),
          get bufferedBytes() {
            return socket.bufferedAmount
          },
          onMessage(handler) {
            take = handler
            for (const earlier of early.splice(0)) handler(earlier)
          },
          ended,
          async close(reason) {
            socket.send(JSON.stringify({ type: 'goodbye', reason }))
            socket.close()
            await ended
          },
        })
      }
      const ended = new Promise<SessionEnd>((end) => {
        socket.on('close', () => {
          end({ type: 'lost', cause: undefined })
          reject(new Error('The connection was closed before the welcome'))
        })
      })
      socket.on('error', reject)
      socket.on('open', () => socket.send(JSON.stringify(hello())))
      socket.on('message', (data) =>
        take(collectorMessage.parse(JSON.parse((data as Buffer).toString()))),
      )
    })
}
