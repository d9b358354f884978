/**
 * The agent's share in watching the network. What a poller needs is loaded only where the machine's
 * own settings say `poller: true`: on all other computers it would lie in memory for nothing.
 */
import type { AgentConfig } from '../config/agent-defaults.ts'
import type { DiscoverOrder } from '../contract/wire/discovery.ts'
import type { LocalNetwork, NetworkOrder } from '../contract/wire/network.ts'
import type { NetworkDesk } from './network-desk.ts'
import { orderFile, type NetworkParts } from './network-parts.ts'
import type { AgentSession } from './session.ts'
import { knownKinds } from './sources/network/kinds.ts'
import type { NetworkFigures } from './sources/network/network-source.ts'

export class NetworkPart {
  readonly #parts: NetworkParts
  #desk: NetworkDesk | undefined
  #loading: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(parts: NetworkParts) {
    this.#parts = parts
  }

  /** Loads and goes on with the order that was last received; without `poller: true`, forgets it. */
  start(): void {
    const { config, files, log } = this.#parts
    const work = config.poller ? this.#load() : files.remove(orderFile)
    this.#loading = work.catch((error: unknown) =>
      log.error({ err: error }, 'The network checks could not be started'),
    )
  }

  /** Undefined: this machine is no poller. */
  figures(): ReturnType<NetworkFigures> {
    return this.#desk?.figures()
  }

  /** Pieces of an order, one after the other. */
  receive(piece: NetworkOrder, session: Pick<AgentSession, 'send'>): void {
    this.#loading = this.#loading.then(() => this.#desk?.receive(piece, session))
  }

  /** A subnet to be looked through. */
  discover(order: DiscoverOrder, session: Pick<AgentSession, 'send'>): void {
    if (this.#parts.config.network.discovery)
      this.#loading = this.#loading.then(() => this.#desk?.discover(order, session))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#loading
    await this.#desk?.stop()
  }

  async #load(): Promise<void> {
    const { NetworkDesk: Desk } = await import('./network-desk.ts')
    if (this.#stopped) return
    this.#desk = new Desk(this.#parts)
    await this.#desk.start()
  }
}

/** For `hello`. */
export function localNetworkOf({ poller, network }: AgentConfig): LocalNetwork {
  const { subnets, internet, probesPerSecondMax, secondsMin } = network
  const kinds = [...knownKinds, 'snmp', ...(network.discovery ? ['discovery'] : [])]
  return { poller, subnets: [...subnets], internet, probesPerSecondMax, secondsMin, kinds }
}
