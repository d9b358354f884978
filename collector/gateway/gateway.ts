/**
 * The collector's door: pages and agents on one TLS port. It knows who an agent is and whether it
 * may come in; what the agent says is the ingest's business.
 */
import type { Server } from 'node:https'
import { Admission } from './admission.ts'
import { defaultGatewayLimits } from './gateway-limits.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { Listener, type TlsFiles } from './listener.ts'
import { Reception } from './reception.ts'
import { Refusals } from './refusals.ts'
import { createUpgrade } from './upgrade.ts'

export interface GatewayCounts {
  readonly pending: number
  readonly http: number
  readonly agents: number
  readonly refused: number
}
export interface Gateway {
  /** Never listens itself; for what wants to know the HTTP server (fastify's `serverFactory`). */
  readonly server: Server
  /** The port that was opened (with 0: any free one). */
  listen(port: number, host: string): Promise<number>
  setTls(tls: TlsFiles): void
  /** Live agents whose settings have changed are told: of that host, or all. */
  refresh(hostId?: string): void
  counts(): GatewayCounts
  close(): Promise<void>
}

export function createGateway(options: GatewayOptions): Gateway {
  const limits = { ...defaultGatewayLimits, ...options.limits }
  const { clock, log } = options
  const admission = new Admission(limits, clock)
  const refusals = new Refusals(clock, log)
  const reception = new Reception({ ...options, limits, admission, refusals })
  const onUpgrade = createUpgrade(refusals, (visitor) => void reception.receive(visitor))
  const listener = new Listener({ ...options, onUpgrade, admission, refusals, limits })
  return {
    server: listener.server,
    listen: async (port, host) => {
      const opened = await listener.listen(port, host)
      reception.start()
      return opened
    },
    setTls: (tls) => listener.setTls(tls),
    refresh: (hostId) => reception.refresh(hostId),
    counts: () => {
      const { pending, http, agent } = admission.counts
      return { pending, http, agents: agent, refused: refusals.total }
    },
    close: async () => {
      await reception.stop()
      await listener.close()
    },
  }
}
