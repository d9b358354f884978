/** One device that may send traps: net-snmp's receiver with this device's community or user alone. */
import { EventEmitter } from 'node:events'
import snmp, { type User } from 'net-snmp'
import { userOf } from './session.ts'
import type { SessionSocket } from './shared-socket.ts'
import type { Credentials } from './target.ts'
import type { TrapPdu } from './trap-reading.ts'
import { engineIn } from './v3-guard.ts'

/** Answers to informs and to the questions before them. */
type Answer = (data: Uint8Array) => void
type Outcome = { readonly pdu: TrapPdu } | 'rejected' | 'nothing'

/** The part of net-snmp's receiver that its types leave out. */
interface Receiver {
  getAuthorizer(): { addCommunity(community: string): void; addUser(user: User): void }
  close(): void
}

/** Keys are derived anew for each engine, at some milliseconds each, and kept by net-snmp. */
const enginesMax = 8

export class TrapSource {
  readonly #end = new End()
  readonly #receiver: Receiver
  readonly #credentials: Credentials
  readonly #engine: string
  readonly #engines = new Set<string>()
  #outcome: Outcome = 'nothing'

  /** @param engine this poller's engine id in hexadecimal digits, for informs of SNMPv3. */
  constructor(credentials: Credentials, engine: string) {
    this.#credentials = credentials
    this.#engine = engine
    const options = {
      engineID: engine,
      includeAuthentication: true,
      dgramModule: { createSocket: () => this.#end },
    }
    this.#receiver = snmp.createReceiver(options, this.#told) as Receiver
    const authorizer = this.#receiver.getAuthorizer()
    if (credentials.version === 3) authorizer.addUser(userOf(credentials))
    else authorizer.addCommunity(credentials.community)
  }

  /** Never throws, whatever the packet is. */
  receive(data: Buffer, port: number, address: string, answer: Answer): Outcome {
    if (!this.#fits(data)) return 'rejected'
    this.#outcome = 'nothing'
    this.#end.answer = answer
    try {
      this.#end.emit('message', data, { address, port })
    } catch {
      return 'rejected'
    }
    return this.#outcome
  }

  /** Devices that take a new one with each start go on being understood. */
  forgetEngines(): void {
    this.#engines.clear()
  }

  close(): void {
    this.#receiver.close()
  }

  /** The other versions are not decoded, nor are many engines of one device. */
  #fits(data: Buffer): boolean {
    const engine = engineIn(data)
    if (this.#credentials.version !== 3) return engine === undefined
    if (engine === undefined) return false
    if (engine === '' || engine === this.#engine || this.#engines.has(engine)) return true
    if (this.#engines.size >= enginesMax) return false
    this.#engines.add(engine)
    return true
  }

  readonly #told = (error: unknown, data?: { readonly pdu: TrapPdu }): void => {
    const pdu = error === null || error === undefined ? data?.pdu : undefined
    this.#outcome = pdu && this.#isOurs(pdu) ? { pdu } : 'rejected'
  }

  /** net-snmp also takes what comes without any user. */
  #isOurs({ community, user }: TrapPdu): boolean {
    return this.#credentials.version === 3
      ? user === this.#credentials.user
      : community !== undefined && community === this.#credentials.community
  }
}

/** What net-snmp takes for its socket. */
class End extends EventEmitter implements SessionSocket {
  answer: Answer = () => undefined
  send(
    data: Uint8Array,
    offset: number,
    length: number,
    _port: number,
    _address: string,
    done?: (error: Error | null, bytes?: number) => void,
  ): void {
    this.answer(data.subarray(offset, offset + length))
    done?.(null, length)
  }
  bind(): void {}
  ref(): void {}
  unref(): void {}
  close(): void {}
}
