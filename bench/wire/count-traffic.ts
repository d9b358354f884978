import type { AgentSession, Connect } from '../../agent/session.ts'

export interface Traffic {
  sessions: number
  /** Binary messages to the collector: readings and dictionary. */
  frames: number
  frameBytes: number
  /** Control messages both ways by type. */
  readonly messages: Record<string, number>
}

/** The same connection; what passes is counted. */
export function countTraffic(connect: Connect, counted: Traffic): Connect {
  const note = (type: string): void => {
    counted.messages[type] = (counted.messages[type] ?? 0) + 1
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
        note(message.type)
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
          note(message.type)
          handler(message)
        }),
    }
    return counting
  }
}
