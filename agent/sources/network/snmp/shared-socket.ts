/**
 * One UDP socket for all devices. net-snmp opens one socket a session; it is given sessions' ends of
 * this one instead. An answer goes to the sessions of exactly the address and port that sent it.
 */
import { createSocket, type Socket } from 'node:dgram'
import { EventEmitter } from 'node:events'

type Sent = (error: Error | null, bytes?: number) => void
/** What net-snmp asks of a socket. */
export interface SessionSocket extends EventEmitter {
  send(
    data: Uint8Array,
    offset: number,
    length: number,
    port: number,
    address: string,
    done?: Sent,
  ): void
  bind(): void
  ref(): void
  unref(): void
  close(): void
}
export interface Traffic {
  sent: number
  received: number
  packetsSent: number
  packetsReceived: number
}
type Family = 'udp4' | 'udp6'

const receiveBufferBytes = 1024 * 1024

export class SharedSocket {
  readonly #sockets = new Map<Family, Socket>()
  readonly #ends = new Map<string, Set<End>>()
  /** Packets from addresses that nobody asks. */
  strangers = 0

  /** A module as `node:dgram` for one session, whose traffic is counted. */
  forSession(address: string, port: number, traffic: Traffic): { createSocket(): SessionSocket } {
    return {
      createSocket: () => {
        const end = new End(this, key(address, port), traffic)
        const beside = this.#ends.get(end.key)
        if (beside) beside.add(end)
        else this.#ends.set(end.key, new Set([end]))
        return end
      },
    }
  }

  send(data: Uint8Array, port: number, address: string, failed: (error: Error) => void): void {
    const family = address.includes(':') ? 'udp6' : 'udp4'
    this.#socket(family).send(data, port, address, (error) => {
      if (error) failed(error)
    })
  }

  forget(end: End): void {
    const beside = this.#ends.get(end.key)
    beside?.delete(end)
    if (beside?.size === 0) this.#ends.delete(end.key)
  }

  close(): void {
    for (const socket of this.#sockets.values()) socket.close()
    this.#sockets.clear()
  }

  #socket(family: Family): Socket {
    const known = this.#sockets.get(family)
    if (known) return known
    const socket = createSocket({ type: family, recvBufferSize: receiveBufferBytes })
    // A poller alone keeps no process alive.
    socket.unref()
    socket.on('message', (data, { address, port }) => {
      const ends = this.#ends.get(key(address, port))
      if (!ends) this.strangers++
      for (const end of ends ?? []) end.receive(data)
    })
    // The next question opens a new one.
    socket.on('error', () => {
      if (this.#sockets.get(family) === socket) this.#sockets.delete(family)
      socket.close()
    })
    this.#sockets.set(family, socket)
    return socket
  }
}

const key = (address: string, port: number): string =>
  `${address.startsWith('::ffff:') ? address.slice(7) : address}|${port}`
/** IP and UDP headers. */
const headerBytes = 28

class End extends EventEmitter implements SessionSocket {
  readonly key: string
  readonly #shared: SharedSocket
  readonly #traffic: Traffic
  #closed = false

  constructor(shared: SharedSocket, name: string, traffic: Traffic) {
    super()
    this.#shared = shared
    this.key = name
    this.#traffic = traffic
  }

  /** Tells at once that it is sent, so that no answer can be quicker than its question. */
  send(
    data: Uint8Array,
    offset: number,
    length: number,
    port: number,
    address: string,
    done?: Sent,
  ): void {
    if (this.#closed) return done?.(new Error('The session is closed'))
    this.#traffic.sent += length + headerBytes
    this.#traffic.packetsSent++
    this.#shared.send(data.subarray(offset, offset + length), port, address, (error) =>
      this.emit('unsent', error),
    )
    done?.(null, length)
  }

  receive(data: Uint8Array): void {
    this.#traffic.received += data.length + headerBytes
    this.#traffic.packetsReceived++
    if (!this.#closed) this.emit('message', data)
  }

  bind(): void {}
  ref(): void {}
  unref(): void {}

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#shared.forget(this)
    this.emit('close')
  }
}
