/** Questions to one device, one at a time, by net-snmp; errors in the words of fault.ts. */
import snmp, { type Session, type User, type Varbind } from 'net-snmp'
import { NoSuchName, SnmpFault, TooBig } from './fault.ts'
import type { SessionSocket, SharedSocket, Traffic } from './shared-socket.ts'
import { targetLimits, type SnmpTarget, type UserCredentials } from './target.ts'
import { isProtected } from './v3-guard.ts'
import type { Value } from './values.ts'

export interface Bound {
  readonly oid: string
  /** Tag of BER: 2 integer, 4 octets, 6 object id, 64 address, 65 to 67 counters, 70 Counter64. */
  readonly type: number
  /** Undefined: there is no such object, or the end of all objects. */
  readonly value: Value | undefined
}
/** What walks and readers need of a device. */
export interface Asker {
  /** False: SNMPv1, which knows neither GETBULK nor 64-bit counters. */
  readonly bulk: boolean
  get(oids: readonly string[]): Promise<readonly Bound[]>
  /** @throws NoSuchName from SNMPv1 at the end of all objects. */
  next(oids: readonly string[]): Promise<readonly Bound[]>
  /** Rows in the order of the answer, all columns of a row together. @throws TooBig */
  rows(oids: readonly string[], repetitions: number): Promise<readonly Bound[]>
}

const integerBits = 32
const auths = { md5: 2, sha1: 3, sha224: 4, sha256: 5, sha384: 6, sha512: 7 } as const
const privs = { des: 2, aes128: 4, aes256: 6, 'aes256-reeder': 8 } as const

export class SnmpSession implements Asker {
  readonly bulk: boolean
  readonly traffic: Traffic = { sent: 0, received: 0, packetsSent: 0, packetsReceived: 0 }
  questions = 0
  readonly #session: Session
  #damaged = 0
  /** Packets before this question. */
  #heard = 0
  #unsent: Error | undefined
  #queue: Promise<unknown> = Promise.resolve()

  /** @param address the target's IP address, names resolved. */
  constructor(target: SnmpTarget, address: string, shared: SharedSocket) {
    const { credentials, port } = target
    this.bulk = credentials.version !== 1
    const dgram = shared.forSession(address, port, this.traffic)
    const end = dgram.createSocket()
    const guarded = credentials.version === 3 ? guard(end, credentials) : end
    const options = {
      port,
      timeout: target.timeoutMs ?? targetLimits.timeoutMs,
      retries: target.retries ?? targetLimits.retries,
      idBitsSize: integerBits,
      // Agents with 64 bits where the MIB says 32 are read as far as they go.
      strictIntRangeChecks: false,
      dgramModule: { createSocket: () => guarded },
    }
    this.#session =
      credentials.version === 3
        ? snmp.createV3Session(address, userOf(credentials), {
            ...options,
            context: credentials.context ?? '',
          })
        : snmp.createSession(address, credentials.community, {
            ...options,
            version: credentials.version === 1 ? snmp.Version1 : snmp.Version2c,
          })
    this.#session.on('error', () => this.#damaged++)
    end.on('unsent', (error: Error) => {
      this.#unsent = error
    })
  }

  /** Questions that were asked again. */
  get retries(): number {
    return Math.max(0, this.traffic.packetsSent - this.questions)
  }

  async get(oids: readonly string[]): Promise<readonly Bound[]> {
    const answer = await this.#ask<readonly Varbind[]>((done) => this.#session.get([...oids], done))
    return answer.map(bound)
  }

  async next(oids: readonly string[]): Promise<readonly Bound[]> {
    const answer = await this.#ask<readonly Varbind[]>((done) =>
      this.#session.getNext([...oids], done),
    )
    return answer.map(bound)
  }

  async rows(oids: readonly string[], repetitions: number): Promise<readonly Bound[]> {
    const columns = await this.#ask<readonly (Varbind | Varbind[])[]>((done) =>
      this.#session.getBulk([...oids], 0, repetitions, done),
    )
    const rows: Bound[] = []
    for (let row = 0; ; row++) {
      let more = false
      for (const column of columns) {
        const one = Array.isArray(column) ? column[row] : row === 0 ? column : undefined
        if (one === undefined) continue
        rows.push(bound(one))
        more = true
      }
      if (!more) return rows
    }
  }

  close(): void {
    this.#session.close()
  }

  /** One after another: devices answer badly to several questions at once. */
  #ask<T>(send: (done: (error: unknown, answer?: T) => void) => void): Promise<T> {
    const asked = this.#queue.then(() => this.#send(send))
    this.#queue = asked.catch(() => undefined)
    return asked
  }

  #send<T>(send: (done: (error: unknown, answer?: T) => void) => void): Promise<T> {
    this.questions++
    this.#damaged = 0
    this.#heard = this.traffic.packetsReceived
    this.#unsent = undefined
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    send((error, answer) => {
      if (error !== null && error !== undefined) reject(this.#fault(error))
      else if (answer === undefined) reject(new SnmpFault('bad_answer', 'The answer is empty'))
      else resolve(answer)
    })
    return promise
  }

  #fault(error: unknown): Error {
    const { name, message, status } = error as Error & { readonly status?: number }
    if (name === 'RequestTimedOutError') {
      if (this.#unsent) return new SnmpFault('no_route', 'It could not be sent', this.#unsent)
      return this.#damaged > 0 || this.traffic.packetsReceived > this.#heard
        ? new SnmpFault('bad_answer', 'What came back cannot be read', error)
        : new SnmpFault('no_answer', 'No answer', error)
    }
    if (name === 'RequestFailedError') return failed(status, message)
    if (name === 'ResponseInvalidError') return invalid(message, error)
    return new SnmpFault('bad_answer', `The question failed: ${message}`, error)
  }
}

function failed(status: number | undefined, message: string): Error {
  if (status === snmp.ErrorStatus.TooBig) return new TooBig('The answer would be too big')
  if (status === snmp.ErrorStatus.NoSuchName) return new NoSuchName(message)
  if (status === snmp.ErrorStatus.AuthorizationError || status === snmp.ErrorStatus.NoAccess) {
    return new SnmpFault('no_view', 'The device does not allow it')
  }
  return new SnmpFault('device_error', `The device answers with an error: ${message}`)
}

/** net-snmp tells USM's reports by their text alone. */
function invalid(message: string, cause: unknown): SnmpFault {
  if (/Unknown User/.test(message)) return new SnmpFault('unknown_user', message)
  // The text holds the digest, which is nobody's business.
  if (/Wrong Digest|digest/.test(message)) {
    return new SnmpFault('wrong_password', 'The digest is wrong')
  }
  if (/Decrypt|decrypt/.test(message))
    return new SnmpFault('wrong_privacy', 'It cannot be decrypted')
  if (/Security Level/.test(message)) return new SnmpFault('wrong_level', message)
  if (/[Tt]ime [Ww]indow/.test(message))
    return new SnmpFault('not_in_time', 'Out of its time window')
  return new SnmpFault('bad_answer', 'The answer does not fit the question', cause)
}

/** A user of SNMPv3 in net-snmp's words. */
export function userOf(credentials: UserCredentials): User {
  const { auth, priv, user: name } = credentials
  if (!auth) return { name, level: snmp.SecurityLevel.noAuthNoPriv }
  const authentic = { name, authProtocol: auths[auth.protocol], authKey: auth.password }
  if (!priv) return { ...authentic, level: snmp.SecurityLevel.authNoPriv }
  const level = snmp.SecurityLevel.authPriv
  return { ...authentic, level, privProtocol: privs[priv.protocol], privKey: priv.password }
}

/** Hands on only what is as well protected as the questions are. */
function guard(end: SessionSocket, { auth, priv }: UserCredentials): SessionSocket {
  if (!auth) return end
  const emit = end.emit.bind(end)
  end.emit = (event: string | symbol, ...words: unknown[]): boolean => {
    const [packet] = words
    const dropped =
      event === 'message' && packet instanceof Uint8Array && !isProtected(packet, true, !!priv)
    return dropped ? false : emit(event, ...words)
  }
  return end
}

const octets = 4
const nothing = 5
const counter64 = 70
const firstAbsent = 128

function bound({ oid, type, value }: Varbind): Bound {
  const kind = Number(type)
  if (kind === nothing || kind >= firstAbsent || value === null || value === undefined) {
    return { oid, type: kind, value: undefined }
  }
  if (kind === counter64) return { oid, type: kind, value: wide(value as Uint8Array) }
  if (kind === octets && typeof value === 'string') {
    return { oid, type: kind, value: Buffer.from(value) }
  }
  return { oid, type: kind, value: value as Value }
}

/** Counter64 comes as its bytes. */
function wide(bytes: Uint8Array): number | bigint {
  if (bytes.length <= 6) {
    let number = 0
    for (const byte of bytes) number = number * 256 + byte
    return number
  }
  let whole = 0n
  for (const byte of bytes) whole = (whole << 8n) | BigInt(byte)
  whole = BigInt.asUintN(64, whole)
  return whole <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(whole) : whole
}
