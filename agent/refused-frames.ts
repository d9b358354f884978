import type { AgentSession, Connect } from './session.ts'

/** The same connection; each frame that the collector refuses is told to `count` too. */
export function countRefusedFrames(connect: Connect, count: () => void): Connect {
  return async (hello, signal) => {
    const session = await connect(hello, signal)
    const counted: AgentSession = {
      welcome: session.welcome,
      ended: session.ended,
      get bufferedBytes() {
        return session.bufferedBytes
      },
      send: (message) => session.send(message),
      sendFrame: (bytes) => session.sendFrame(bytes),
      close: (reason) => session.close(reason),
      onMessage: (handler) =>
        session.onMessage((message) => {
          if (message.type === 'error' && message.code === 'bad_frame') count()
          handler(message)
        }),
    }
    return counted
  }
}
