import type { AgentSession, Connect } from '../../agent/session.ts'

/** The same connection; the bytes of all binary messages are added up. */
export function countFrames(connect: Connect, counted: { bytes: number }): Connect {
  return async (hello, signal) => {
    const session = await connect(hello, signal)
    const counting: AgentSession = {
      welcome: session.welcome,
      ended: session.ended,
      get bufferedBytes() {
        return session.bufferedBytes
      },
      send: (message) => session.send(message),
      sendFrame: (bytes) => {
        counted.bytes += bytes.length
        session.sendFrame(bytes)
      },
      close: (reason) => session.close(reason),
      onMessage: (handler) => session.onMessage(handler),
    }
    return counting
  }
}
