/** A device that answers SNMPv1 and v2c over UDP from a recording, and misbehaves on demand. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { fieldAt, fieldsIn, oidBytes, oidText, packed, signedOf, wholeBytes } from './ber.ts'
import { compareOids, type Recorded } from './recording.ts'

interface Question {
  readonly version: number
  readonly community: string
  readonly pdu: number
  readonly id: Buffer
  readonly second: number
  readonly third: number
  readonly oids: readonly string[]
}
export interface ResponderOptions {
  readonly community?: string
  /** Address of loopback that it has; 127.0.0.1. */
  readonly address?: string
  readonly bindPort?: number
  /** An answer holds at most so many bytes, as of a small network card. */
  readonly bytesMax?: number
  /** 0: answers SNMPv1 alone. */
  readonly versionMax?: 0 | 1
  /** Takes the place of what comes behind an object. */
  readonly after?: (oid: string) => Bound
  /** An answer comes so late. */
  readonly delayMs?: number
  /** Takes the answer's place; undefined: the answer as it is; nothing in the list: silence. */
  readonly spoil?: (answer: Buffer, question: Question) => readonly Buffer[] | undefined
}

const getTag = 0xa0
const nextTag = 0xa1
const bulkTag = 0xa5
const responseTag = 0xa2
const v1 = 0
const tooBig = 1
const noSuchName = 2

export class Responder {
  readonly #socket: Socket
  #rows: readonly Recorded[]
  #byOid = new Map<string, Recorded>()
  readonly #options: ResponderOptions
  questions = 0
  #closed = false

  private constructor(rows: readonly Recorded[], options: ResponderOptions) {
    this.#socket = createSocket('udp4')
    this.#options = options
    this.#rows = rows
    this.serve(rows)
    this.#socket.on('message', (packet, from) => {
      this.questions++
      const answers = this.#answers(packet)
      const send = (): void => {
        if (this.#closed) return
        for (const answer of answers) this.#socket.send(answer, from.port, from.address)
      }
      if (options.delayMs === undefined) send()
      else setTimeout(send, options.delayMs)
    })
  }

  static async start(
    rows: readonly Recorded[],
    options: ResponderOptions = {},
  ): Promise<Responder> {
    const made = new Responder(rows, options)
    made.#socket.bind(options.bindPort ?? 0, options.address ?? '127.0.0.1')
    await once(made.#socket, 'listening')
    return made
  }

  get port(): number {
    return this.#socket.address().port
  }
  /** From now on these values. */
  serve(rows: readonly Recorded[]): void {
    this.#rows = rows
    this.#byOid = new Map(rows.map((row) => [row.oid, row]))
  }
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#socket.close()
  }

  #answers(packet: Buffer): readonly Buffer[] {
    const question = questionIn(packet)
    const { community = 'public', versionMax = 1, spoil } = this.#options
    if (question.community !== community || question.version > versionMax) return []
    const answer = this.#answer(question)
    return spoil?.(answer, question) ?? [answer]
  }

  #answer(question: Question): Buffer {
    const { oids, pdu, version, second, third } = question
    const wanted =
      pdu === bulkTag ? this.#bulk(oids, second, third) : oids.map((oid) => this.#one(oid, pdu))
    const missing = version === v1 ? wanted.findIndex(({ value }) => (value[0] ?? 0) >= 0x80) : -1
    if (missing >= 0)
      return response(
        question,
        oids.map((oid) => nothing(oid)),
        noSuchName,
        missing + 1,
      )
    const most = this.#options.bytesMax ?? 1400
    let kept = wanted
    // GETBULK gives as many rows as fit; anything else that does not fit is too big.
    const least = pdu === bulkTag ? 1 : kept.length
    while (kept.length > least && response(question, kept).length > most) kept = kept.slice(0, -1)
    const answer = response(question, kept)
    return answer.length > most ? response(question, [], tooBig, 0) : answer
  }

  #bulk(oids: readonly string[], nonRepeaters: number, repetitions: number): readonly Bound[] {
    const bounds = oids.slice(0, nonRepeaters).map((oid) => this.#one(oid, nextTag))
    let at = oids.slice(nonRepeaters)
    for (let row = 0; row < Math.min(repetitions, 100); row++) {
      const next = at.map((oid) => this.#one(oid, nextTag))
      bounds.push(...next)
      at = next.map(({ oid }) => oid)
    }
    return bounds
  }

  #one(oid: string, pdu: number): Bound {
    if (pdu === getTag) {
      const found = this.#byOid.get(oid)
      return { oid, value: found?.packed ?? packed(0x81, Buffer.alloc(0)) }
    }
    const { after } = this.#options
    if (after) return after(oid)
    let low = 0
    let high = this.#rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareOids(this.#rows[middle]?.oid ?? '', oid) > 0) high = middle
      else low = middle + 1
    }
    const next = this.#rows[low]
    return next
      ? { oid: next.oid, value: next.packed }
      : { oid, value: packed(0x82, Buffer.alloc(0)) }
  }
}

export interface Bound {
  readonly oid: string
  readonly value: Buffer
}
const nothing = (oid: string): Bound => ({ oid, value: packed(5, Buffer.alloc(0)) })

function questionIn(packet: Buffer): Question {
  const [version, community, pdu] = fieldsIn(fieldAt(packet, 0).body)
  if (!version || !community || !pdu) throw new Error('no SNMP message')
  const [id, second, third, bounds] = fieldsIn(pdu.body)
  if (!id || !second || !third || !bounds) throw new Error('no SNMP question')
  return {
    version: signedOf(version.body),
    community: community.body.toString(),
    pdu: pdu.tag,
    id: packed(2, id.body),
    second: signedOf(second.body),
    third: signedOf(third.body),
    oids: fieldsIn(bounds.body).map(({ body }) => oidText(fieldAt(body, 0).body)),
  }
}

export function response(
  { version, community, id }: Pick<Question, 'version' | 'community' | 'id'>,
  bounds: readonly Bound[],
  error = 0,
  at = 0,
): Buffer {
  const rows = bounds.map(({ oid, value }) =>
    packed(0x30, Buffer.concat([packed(6, oidBytes(oid)), value])),
  )
  const whole = (value: number): Buffer => packed(2, wholeBytes(BigInt(value)))
  const pdu = packed(
    responseTag,
    Buffer.concat([id, whole(error), whole(at), packed(0x30, Buffer.concat(rows))]),
  )
  return packed(0x30, Buffer.concat([whole(version), packed(4, Buffer.from(community)), pdu]))
}
