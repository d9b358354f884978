/**
 * The way of a mail, there and back. Never is a second message under way: while one that was taken
 * over has not been found, later runs look for it and send none, also after a restart.
 */
import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { mailRoundTrip } from '../../../../contract/catalogue/families/mail-round-trip.ts'
import { reading, type FieldsOf } from '../../../../contract/catalogue/grammar.ts'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import type { KeptNote } from '../kept.ts'
import type { RunCheck, TaskParts } from '../task.ts'
import { deadline } from './dial.ts'
import { faultOf, goodness } from './fault.ts'
import { ProtocolFault } from './lines.ts'
import { lookInMailbox, type Look } from './mail-fetch.ts'
import { LoginFault } from './mail-line.ts'
import { sendMessage } from './mail-send.ts'
import { NoStartTls, TlsFault } from './mail-talk.ts'

type Check = CheckOf<'mail'>
type Fields = FieldsOf<typeof mailRoundTrip>

const noteSchema = z.object({
  maker: z.string(),
  pending: z.optional(z.object({ token: z.string(), atMs: z.number() })),
})
type Note = z.output<typeof noteSchema>

/** Seconds between looks at the mailbox: most mails are quick. */
const looks = [0.3, 0.7, 1, 2, 4, 8, 15]
/** A message that has not come by then is given up, and another may be sent. */
const lostMs = 86_400_000

export const runMail: RunCheck<'mail'> = async (check, parts, { egress, memory, note }) => {
  const tags = { server: check.send.host, mailbox_server: check.fetch.host, check: check.name }
  const tell = (fields: Fields) => {
    const fails = memory.note(goodness(fields.result ?? 'success'))
    return [reading(mailRoundTrip, tags, { ...fields, fails })]
  }
  if (!egress) return tell({ result: 'no_egress' })
  const known = readNote(note, check.id)
  const { pending } = known
  if (pending) return tell(await lookAgain(check, parts, note, { ...known, pending }))
  const sent = await firstLeg(check, parts, note, known.maker)
  if (sent.result !== undefined) return tell(sent)
  return tell({ ...sent, ...(await secondLeg(check, parts, note, sent.send_time ?? 0)) })
}

async function firstLeg(
  check: Check,
  parts: TaskParts,
  note: KeptNote,
  maker: string,
): Promise<Fields> {
  const { clock } = parts
  const [token, atMs] = [randomBytes(12).toString('hex'), clock.now()]
  const limit = deadline(clock, check.timeoutMs, parts.signal)
  const beganMs = clock.monotonic()
  try {
    await sendMessage(check, { token, maker, atMs }, parts, limit, () =>
      note.write(JSON.stringify({ maker, pending: { token, atMs } } satisfies Note)),
    )
    return { stage: 'send', send_time: (clock.monotonic() - beganMs) / 1000 }
  } catch (error) {
    // A refusal in words is sure; of a line that broke off it is not known whether it was taken.
    if (error instanceof ProtocolFault && /^[45]\d\d/.test(error.message))
      note.write(JSON.stringify({ maker } satisfies Note))
    return { stage: 'send', ...faultFields(error) }
  } finally {
    limit.end()
  }
}

async function secondLeg(
  check: Check,
  parts: TaskParts,
  note: KeptNote,
  sendSeconds: number,
): Promise<Fields> {
  const { clock, signal } = parts
  const known = readNote(note, check.id)
  const beganMs = clock.monotonic()
  const passed = (): number => (clock.monotonic() - beganMs) / 1000
  let leftovers = 0
  for (let count = 0; passed() < check.waitSeconds; count++) {
    await clock.sleep((looks[count] ?? 15) * 1000, signal).catch(() => undefined)
    const seen = await look(check, parts, known)
    if ('result' in seen) return { stage: 'fetch', leftovers, ...seen }
    leftovers += seen.leftovers
    if (!seen.found) continue
    note.write(JSON.stringify({ maker: known.maker } satisfies Note))
    const delivery_time = passed()
    const total_time = sendSeconds + delivery_time
    return { stage: 'fetch', result: 'success', leftovers, delivery_time, total_time }
  }
  return { stage: 'fetch', result: 'not_found', leftovers }
}

/** For the message of an earlier run. */
async function lookAgain(
  check: Check,
  parts: TaskParts,
  note: KeptNote,
  known: Note & { readonly pending: { readonly atMs: number } },
): Promise<Fields> {
  const { maker, pending } = known
  const seen = await look(check, parts, known)
  const passedMs = Math.max(0, parts.clock.now() - pending.atMs)
  const found = 'found' in seen && seen.found
  if (found || passedMs > lostMs) note.write(JSON.stringify({ maker } satisfies Note))
  if ('result' in seen) return { stage: 'fetch', ...seen }
  const { leftovers } = seen
  if (!found) return { stage: 'fetch', result: 'not_found', leftovers }
  const late = passedMs / 1000
  return { stage: 'fetch', result: 'success', leftovers, delivery_time: late, total_time: late }
}

async function look(
  check: Check,
  parts: TaskParts,
  { maker, pending }: Note,
): Promise<Look | Fault> {
  const limit = deadline(parts.clock, check.timeoutMs, parts.signal)
  try {
    return await lookInMailbox(check, { maker, token: pending?.token ?? '' }, parts, limit)
  } catch (error) {
    return faultFields(error)
  } finally {
    limit.end()
  }
}

/** Several pollers may make one check: each knows its own messages by a word of its own. */
function readNote(note: KeptNote, checkId: string): Note {
  const maker = `${checkId}-${randomBytes(6).toString('hex')}`
  try {
    return noteSchema.safeParse(JSON.parse(note.read() ?? '')).data ?? { maker }
  } catch {
    return { maker }
  }
}

interface Fault {
  readonly result: NonNullable<Fields['result']>
  readonly answer?: string
}

function faultFields(error: unknown): Fault {
  if (error instanceof LoginFault) return { result: 'login_failed', answer: error.message }
  if (error instanceof ProtocolFault) return { result: 'protocol_error', answer: error.message }
  if (error instanceof NoStartTls) return { result: 'no_starttls' }
  if (error instanceof TlsFault) return { result: 'tls_failed' }
  return { result: faultOf(error) }
}
