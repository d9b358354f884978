/**
 * Takes traps and informs at one UDP port, from the addresses of an order's devices alone and with
 * the community or user that the order names for that very device.
 */
import { createHash } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { isIP } from 'node:net'
import snmp from 'net-snmp'
import type { Reading } from '../../../../contract/catalogue/grammar.ts'
import type { NetworkDevice } from '../../../../contract/wire/network.ts'
import type { Clock } from '../../../../lib/clock.ts'
import type { Log } from '../../../../lib/log.ts'
import { oneForm } from '../address.ts'
import { credentialsOf, isWhole } from './credentials.ts'
import { TrapOutbox } from './trap-outbox.ts'
import { trapWords } from './trap-reading.ts'
import { TrapSource } from './trap-source.ts'
import { TrapTally } from './trap-tally.ts'

interface TrapParts {
  readonly port: number
  /** Own address; 0.0.0.0: all of IPv4; `::`: all of both. */
  readonly address: string
  /** This agent's own, the same after each start: devices remember the engine that is made of it. */
  readonly seed: Uint8Array
  /** Different reports a minute and device. */
  readonly perMinute: number
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly append: (timeMs: number, readings: readonly Reading[]) => void
  /** An allowed address of a name; rejects where there is none. */
  readonly resolve: (name: string) => Promise<string>
}
/** Since the start. */
export interface TrapFigures {
  readonly taken: number
  readonly rejected: number
  readonly unknown: number
}
interface Entry {
  readonly access: string
  readonly source: TrapSource
  readonly name: string
}

const minuteMs = 60_000
/** No trap is near this; UDP would carry 64 KB. */
const packetMax = 8192

export class TrapReceiver {
  readonly #parts: TrapParts
  readonly #engine: string
  readonly #outbox: TrapOutbox
  readonly #tally: TrapTally
  readonly #entries = new Map<string, Entry>()
  #byAddress = new Map<string, string>()
  #socket: Socket | undefined
  #cancel: (() => void) | undefined
  #stopped = false
  #failed = ''
  #round = 0
  #minutes = 0
  #taken = 0
  #rejected = 0
  #unknown = 0

  constructor(parts: TrapParts) {
    this.#parts = parts
    this.#engine = engineId(parts.seed)
    this.#outbox = new TrapOutbox(parts.clock, parts.append)
    this.#tally = new TrapTally(parts.perMinute, () => parts.clock.now(), this.#outbox.push)
  }

  start(): void {
    this.#open()
    this.#cancel = this.#parts.clock.after(minuteMs, this.#minute)
  }

  /** These devices and no others; those without whole access by SNMP can prove nothing. */
  follow(devices: readonly NetworkDevice[]): void {
    const wanted = new Map(
      devices.flatMap(({ id, address, snmp: access }) =>
        access && isWhole(access) ? [[id, { address, access }] as const] : [],
      ),
    )
    for (const [id, entry] of this.#entries) if (!wanted.has(id)) this.#forget(id, entry)
    for (const [id, { address, access }] of wanted) {
      const credentials = credentialsOf(access)
      const text = JSON.stringify([address, credentials])
      const before = this.#entries.get(id)
      if (before?.access === text) continue
      if (before) this.#forget(id, before)
      const source = new TrapSource(credentials, this.#engine)
      this.#entries.set(id, { access: text, source, name: address })
    }
    this.#tally.keep(new Set(wanted.keys()))
    void this.#locate()
  }

  figures(): TrapFigures {
    return { taken: this.#taken, rejected: this.#rejected, unknown: this.#unknown }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    this.#tally.turn()
    this.#outbox.flush()
    for (const [id, entry] of this.#entries) this.#forget(id, entry)
    const socket = this.#socket
    this.#socket = undefined
    if (socket) await new Promise<void>((done) => socket.close(() => done()))
  }

  #forget(id: string, entry: Entry): void {
    this.#entries.delete(id)
    entry.source.close()
  }

  readonly #minute = (): void => {
    if (this.#stopped) return
    this.#tally.turn()
    this.#minutes = (this.#minutes + 1) % 60
    if (this.#minutes === 0) for (const { source } of this.#entries.values()) source.forgetEngines()
    if (!this.#socket) this.#open()
    void this.#locate()
    this.#cancel = this.#parts.clock.after(minuteMs, this.#minute)
  }

  /** Names may point elsewhere by now. Of two devices at one address, the first of the order sends. */
  async #locate(): Promise<void> {
    const round = ++this.#round
    const found = await Promise.all(
      [...this.#entries].map(async ([id, { name }]) => {
        const address = isIP(name) > 0 ? name : await this.#parts.resolve(name).catch(() => '')
        return [oneForm(address), id] as const
      }),
    )
    if (round !== this.#round) return
    this.#byAddress = new Map(found.filter(([address]) => address !== '').toReversed())
  }

  /** A port that is taken or forbidden is tried again each minute, and told once. */
  #open(): void {
    const { port, address, log } = this.#parts
    const type = address.includes(':') ? 'udp6' : 'udp4'
    const socket = createSocket({ type, recvBufferSize: 1024 * 1024 })
    this.#socket = socket
    socket.unref()
    socket.on('message', (data, from) => this.#receive(socket, data, from.address, from.port))
    socket.on('listening', () => {
      this.#failed = ''
      log.info({ port }, 'SNMP traps are taken')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#socket === socket) this.#socket = undefined
      socket.close()
      const code = error.code ?? error.name
      if (code === this.#failed) return
      this.#failed = code
      log.warn({ port, code }, adviceOf(code))
    })
    socket.bind(port, address)
  }

  #receive(socket: Socket, data: Buffer, address: string, port: number): void {
    const id = this.#byAddress.get(oneForm(address))
    const entry = id === undefined ? undefined : this.#entries.get(id)
    if (id === undefined || !entry) {
      this.#unknown++
      return
    }
    if (!this.#tally.admits(id)) return
    const answer = (bytes: Uint8Array): void => socket.send(bytes, port, address, () => undefined)
    const outcome =
      data.length > packetMax ? 'rejected' : entry.source.receive(data, port, address, answer)
    if (outcome === 'nothing') return
    const words = outcome === 'rejected' ? undefined : trapWords(outcome.pdu)
    if (outcome === 'rejected' || !words) {
      this.#rejected++
      this.#tally.reject(id)
      return
    }
    const { type, id: number } = outcome.pdu
    const inform = type === snmp.PduType.InformRequest ? number : undefined
    if (this.#tally.take(id, words, inform)) this.#taken++
  }
}

function adviceOf(code: string): string {
  if (code === 'EADDRINUSE') {
    return 'Another program has the port of SNMP traps (snmptrapd?): stop it or set network.trapPort'
  }
  if (code === 'EACCES')
    return 'This user may not open the port of SNMP traps: set network.trapPort'
  if (code === 'EADDRNOTAVAIL') return 'This computer has no such address: see network.trapAddress'
  return 'The port of SNMP traps could not be opened; it is tried again each minute'
}

/** RFC 3411's form, as net-snmp makes them. */
function engineId(seed: Uint8Array): string {
  return `8000b98380${createHash('sha256').update(seed).digest('hex').slice(0, 24)}`
}
