import { netResponse } from '../../../../contract/catalogue/families/net-response.ts'
import { reading, type FieldsOf } from '../../../../contract/catalogue/grammar.ts'
import type { RunCheck } from '../task.ts'
import { deadline, dial, CheckTimeout, type Deadline } from './dial.ts'
import { faultOf, goodness } from './fault.ts'
import type { Socket } from 'node:net'

type Fields = FieldsOf<typeof netResponse>
/** More than any greeting; an endless one is ended here. */
const greetingBytesMax = 4096

export const runTcp: RunCheck<'tcp'> = async (check, parts, { egress, memory }) => {
  const { host, port, expect, name, timeoutMs } = check
  const tags = { server: host, port: `${port}`, protocol: 'tcp', check: name } as const
  const tell = (fields: Fields) => {
    const fails = memory.note(goodness(fields.result ?? 'success'))
    return [reading(netResponse, tags, { ...fields, fails })]
  }
  if (!egress) return tell({ result: 'no_egress' })
  const limit = deadline(parts.clock, timeoutMs, parts.signal)
  const beganMs = parts.clock.monotonic()
  const passed = (): number => (parts.clock.monotonic() - beganMs) / 1000
  try {
    const { socket, connectMs } = await dial(parts, host, port, limit)
    if (expect === undefined) return tell({ result: 'success', response_time: connectMs / 1000 })
    const result = await greeting(socket, expect, limit)
    return tell({ result, response_time: passed() })
  } catch (error) {
    return tell({ result: faultOf(error) })
  } finally {
    limit.end()
  }
}

async function greeting(
  socket: Socket,
  expect: string,
  limit: Deadline,
): Promise<'success' | 'string_mismatch' | 'read_failed'> {
  const { promise, resolve } = Promise.withResolvers<
    'success' | 'string_mismatch' | 'read_failed'
  >()
  let text = ''
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1')
    if (text.includes(Buffer.from(expect).toString('latin1'))) resolve('success')
    else if (text.length > greetingBytesMax) resolve('string_mismatch')
  })
  socket.once('close', () => resolve(text === '' ? 'read_failed' : 'string_mismatch'))
  try {
    return await limit.within(promise)
  } catch (error) {
    if (error instanceof CheckTimeout && text !== '') return 'string_mismatch'
    throw error
  }
}
