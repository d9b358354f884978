/**
 * Whether the collector itself has a network, asked before every computer is called lost. A pulled
 * cable says so at once; the gateway is asked only when hardly anybody is heard any more, and a
 * silent gateway proves nothing: only the system's own word that there is no way to it does.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, platform } from 'node:os'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'

export interface LineLook {
  /** A network card is connected and has an address. */
  readonly link: () => boolean
  /** False: the system has no way to the next device; undefined: it cannot be told. */
  readonly gateway: () => Promise<boolean | undefined>
}
export interface OwnLineParts {
  readonly look: LineLook
  /** Computers that were heard since then, and that were heard within the day. */
  readonly heard: (sinceMs: number) => { readonly since: number; readonly lately: number }
  readonly clock: Clock
  readonly log: Log
}

const quietMs = 120_000
/** The collector's own agent may still be heard. */
const ownAgents = 1
const othersMin = 3

export class OwnLine {
  readonly #parts: OwnLineParts
  /** A machine that never had a network (a trial on one computer) cannot lose it. */
  #hadLink = false
  /** When it was first seen to be gone; one look may err. */
  #suspectedMs: number | null = null
  #cutOffSinceMs: number | null = null
  #onChange: () => void = () => undefined

  constructor(parts: OwnLineParts) {
    this.#parts = parts
  }
  get cutOffSinceMs(): number | null {
    return this.#cutOffSinceMs
  }
  connect(onChange: () => void): void {
    this.#onChange = onChange
  }
  /** Looks once; called every 10 s. */
  async turn(): Promise<void> {
    const nowMs = this.#parts.clock.now()
    if (!(await this.#isGone(nowMs))) {
      this.#suspectedMs = null
      return this.#tell(null)
    }
    if (this.#suspectedMs === null) this.#suspectedMs = nowMs
    else this.#tell(Math.min(this.#suspectedMs, nowMs))
  }
  async #isGone(nowMs: number): Promise<boolean> {
    const { look, heard } = this.#parts
    if (!look.link()) return this.#hadLink
    this.#hadLink = true
    const { since, lately } = heard(nowMs - quietMs)
    if (since > ownAgents || lately < othersMin) return false
    return (await look.gateway()) === false
  }
  #tell(sinceMs: number | null): void {
    if ((sinceMs === null) === (this.#cutOffSinceMs === null)) return
    this.#cutOffSinceMs = sinceMs
    const { log } = this.#parts
    if (sinceMs === null) log.info({}, 'The network of the collector is back')
    else log.warn({}, 'The collector has no network; computers are unknown and not down')
    this.#onChange()
  }
}

/** What the operating system says of this machine's network. */
export function systemLine(): LineLook {
  return { link: hasLink, gateway: gatewayAnswers }
}

function hasLink(): boolean {
  const cards = Object.entries(networkInterfaces())
  return cards.some(([name, addresses]) => {
    const real = addresses?.some(({ internal, address }) => !internal && !isSelfGiven(address))
    return real === true && carrierOf(name) !== '0'
  })
}

/** An address that a card without a network gives itself (RFC 3927, RFC 4291). */
function isSelfGiven(address: string): boolean {
  return address.startsWith('169.254.') || /^fe[89ab]/i.test(address)
}

/** Linux keeps a card's address when its cable is pulled; only the carrier tells. */
function carrierOf(card: string): string | undefined {
  if (platform() !== 'linux') return undefined
  try {
    return readFileSync(`/sys/class/net/${card}/carrier`, 'utf8').trim()
  } catch {
    return undefined
  }
}

const answerMs = 3000
const noWay: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN'])

/** A refused connection is an answer too. */
async function gatewayAnswers(): Promise<boolean | undefined> {
  const address = defaultGateway()
  if (address === undefined) return undefined
  const { promise, resolve } = Promise.withResolvers<boolean | undefined>()
  const socket = connect({ host: address, port: 80, timeout: answerMs })
  socket.once('connect', () => resolve(true))
  socket.once('timeout', () => resolve(undefined))
  socket.once('error', (error: NodeJS.ErrnoException) => resolve(!noWay.has(error.code ?? '')))
  const answer = await promise
  socket.destroy()
  return answer
}

/** From /proc/net/route: the gateway of destination 0.0.0.0, four bytes with the last one first. */
function defaultGateway(): string | undefined {
  if (platform() !== 'linux' || !readdirSync('/proc/net').includes('route')) return undefined
  const lines = readFileSync('/proc/net/route', 'utf8').split('\n').slice(1)
  const hex = lines.map((line) => line.split('\t')).find((line) => line[1] === '00000000')?.[2]
  if (hex === undefined || hex === '00000000') return undefined
  return hex
    .match(/../g)
    ?.toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.')
}
