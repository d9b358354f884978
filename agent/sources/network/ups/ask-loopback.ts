/** One question to a service on this machine, and its whole answer. */
import net from 'node:net'
import type { Clock } from '../../../../lib/clock.ts'
import { NotPresent } from '../../../host/host.ts'

const answerBytesMax = 64 * 1024

/**
 * @param isWhole whether what came so far is the whole answer
 * Rejects with NotPresent where nothing listens, with Error for a broken or endless answer.
 */
export async function askLoopback(
  port: number,
  question: Uint8Array,
  isWhole: (answer: Buffer) => boolean,
  { clock, timeoutMs }: { readonly clock: Clock; readonly timeoutMs: number },
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const socket = net.connect({ host: '127.0.0.1', port })
  const cancel = clock.after(timeoutMs, () => reject(new Error(`Port ${port} did not answer`)))
  let answer = Buffer.alloc(0)
  socket.once('connect', () => socket.write(question))
  socket.on('data', (bytes: Buffer) => {
    answer = Buffer.concat([answer, bytes])
    if (isWhole(answer)) resolve(answer)
    else if (answer.length > answerBytesMax) reject(new Error(`Port ${port} answers without end`))
  })
  socket.on('error', (error: NodeJS.ErrnoException) =>
    reject(error.code === 'ECONNREFUSED' ? new NotPresent('No UPS is attached here') : error),
  )
  socket.once('close', () => reject(new Error(`Port ${port} closed the connection`)))
  try {
    return await promise
  } finally {
    cancel()
    socket.destroy()
  }
}
