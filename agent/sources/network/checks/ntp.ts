/** Time of a server against this computer's: one short question by UDP, asked again when lost. */
import { randomBytes } from 'node:crypto'
import dgram from 'node:dgram'
import { ntpServer } from '../../../../contract/catalogue/families/ntp-server.ts'
import { reading, type FieldsOf } from '../../../../contract/catalogue/grammar.ts'
import type { Clock } from '../../../../lib/clock.ts'
import type { CheckMemory } from '../memory.ts'
import type { RunCheck } from '../task.ts'
import { deadline, type Deadline } from './dial.ts'
import { faultOf, goodness } from './fault.ts'
import { differenceMs, ntpTime, question, readAnswer, type NtpAnswer } from './ntp-packet.ts'

type Fields = FieldsOf<typeof ntpServer>

const tries = 3
/** RFC 5905, MAXDISP: an answer that may be more wrong than this is none. */
const distanceMaxMs = 16_000
/**
 * Kisses that ask for rest (section 7.4): RATE for less, the others for nothing more. All other
 * letters (INIT, STEP …) say that the server does not know the time.
 */
const restMs: ReadonlyMap<string, number> = new Map([
  ['RATE', 3_600_000],
  ['DENY', 86_400_000],
  ['RSTR', 86_400_000],
])
const quietUntilMs = new WeakMap<CheckMemory, number>()

export const runNtp: RunCheck<'ntp'> = async (check, parts, { egress, memory }) => {
  const { host, port, name, timeoutMs } = check
  const { clock } = parts
  const tell = (fields: Fields) => {
    // What does not know the time itself, or wants to be left alone, is no failure: it is unknown.
    const { result = 'success' } = fields
    const silent = result === 'unsynchronised' || result === 'kiss_of_death'
    const fails = memory.note(silent ? undefined : goodness(result ?? 'success'))
    return [reading(ntpServer, { server: host, check: name }, { ...fields, fails })]
  }
  if (!egress) return tell({ result: 'no_egress' })
  if ((quietUntilMs.get(memory) ?? 0) > clock.monotonic()) return tell({ result: 'kiss_of_death' })
  const limit = deadline(clock, timeoutMs, parts.signal)
  try {
    const address = await limit.within(parts.guard.resolve(host))
    const heard = await ask(address, port, timeoutMs, limit, clock)
    const fields = judge(heard)
    if (fields.result === 'kiss_of_death')
      quietUntilMs.set(memory, clock.monotonic() + (restMs.get(fields.reference ?? '') ?? 0))
    return tell(fields)
  } catch (error) {
    return tell({ result: faultOf(error) })
  } finally {
    limit.end()
  }
}

interface Heard {
  readonly answer: NtpAnswer
  /** NTP time of our clock when the question left, and how long the answer took. */
  readonly askedAt: bigint
  readonly tookMs: number
}

/** A connected socket: only what comes from that address and port is heard. */
async function ask(
  address: string,
  port: number,
  timeoutMs: number,
  limit: Deadline,
  clock: Clock,
): Promise<Heard> {
  const { promise, resolve, reject } = Promise.withResolvers<Heard>()
  promise.catch(() => undefined)
  const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4')
  const asked = new Map<Buffer, { readonly askedAt: bigint; readonly atMs: number }>()
  let cancel = (): void => undefined
  const send = (): void => {
    const nonce = randomBytes(8)
    asked.set(nonce, { askedAt: ntpTime(clock.now()), atMs: clock.monotonic() })
    socket.send(question(nonce))
    if (asked.size < tries) cancel = clock.after(timeoutMs / tries, send)
  }
  socket.on('error', reject)
  socket.on('message', (packet) => {
    const nowMs = clock.monotonic()
    for (const [nonce, { askedAt, atMs }] of asked) {
      const answer = readAnswer(packet, nonce)
      if (answer) resolve({ answer, askedAt, tookMs: nowMs - atMs })
    }
  })
  socket.connect(port, address, send)
  try {
    return await limit.within(promise)
  } finally {
    cancel()
    socket.removeAllListeners('message')
    socket.close()
  }
}

function judge({ answer, askedAt, tookMs }: Heard): Fields {
  const { leap, stratum, reference, rootDelayMs, rootDispersionMs, receivedAt, sentAt } = answer
  if (stratum === 0 && restMs.has(reference)) return { result: 'kiss_of_death', stratum, reference }
  const heldMs = differenceMs(sentAt, receivedAt)
  const delay_ms = Math.max(0, tookMs - heldMs)
  const distance_ms = Math.max(0, rootDelayMs / 2 + rootDispersionMs + delay_ms / 2)
  const lost = leap === 3 || stratum === 0 || stratum > 15 || distance_ms > distanceMaxMs
  if (lost) return { result: 'unsynchronised', stratum, reference, delay_ms }
  // A server cannot answer before it was asked, nor hold the question longer than we waited.
  if (sentAt === 0n || rootDelayMs < 0 || heldMs < 0 || heldMs > tookMs + 1)
    return { result: 'bad_answer', stratum, reference }
  const offset_ms = differenceMs(receivedAt, askedAt) - delay_ms / 2
  const offset_size_ms = Math.abs(offset_ms)
  return { result: 'success', stratum, reference, offset_ms, offset_size_ms, delay_ms, distance_ms }
}
