import type { AgentSession, Connect } from '../../agent/session.ts'

export interface Traffic {
  sessions: number
  /** Binary messages to the collector: readings and dictionary. */
  frames: number
  frameBytes: number
  /** Control messages both ways by type, those of the handshake left out. */
  readonly messages: Record<string, { count: number; bytes: number }>
}

/** The same connection; what passes is counted. */
export function countTraffic(connect: Connect, counted: Traffic): Connect {
  const note = (message: { readonly type: string }): void => {
    const seen = (counted.messages[message.type] ??= { count: 0, bytes: 0 })
    seen.count++
    seen.bytes += Buffer.byteLength(JSON.stringify(message))
  }
  return async (hello, signal) => {
    const session = await connect(hello, signal)
    counted.sessions++
    const counting: AgentSession = {
      welcome: session.welcome,
      ended: session.ended,
      get bufferedBytes() {
        return session.bufferedBytes
      },
      send: (message) => {
        note(message)
        session.send(message)
      },
      sendFrame: (bytes) => {
        counted.frames++
        counted.frameBytes += bytes.length
        session.sendFrame(bytes)
      },
      close: (reason) => session.close(reason),
      onMessage: (handler) =>
        session.onMessage((message) => {
          note(message)
          handler(message)
        }),
    }
    return counting
  }
}
