/** What of an order this machine's own settings allow, and why not the rest. */
import net from 'node:net'
import {
  networkLimits,
  type NetworkCheck,
  type NetworkDevice,
  type RefusalReason,
} from '../../../contract/wire/network.ts'
import type { Guard, LocalVeto } from './guard.ts'
import { hostOf, knownKinds } from './kinds.ts'

export interface WholeOrder {
  readonly devices: readonly NetworkDevice[]
  readonly checks: readonly NetworkCheck[]
}
export interface Refusal {
  readonly id: string
  readonly reason: RefusalReason
}
export interface JudgedOrder {
  readonly order: WholeOrder
  readonly accepted: number
  readonly refused: readonly Refusal[]
}

/** In the order's own sequence, so that the same order is always cut at the same place. */
export function judgeOrder(order: WholeOrder, veto: LocalVeto, guard: Guard): JudgedOrder {
  const refused: Refusal[] = []
  const judge = new Judge(veto, guard)
  const devices = order.devices.filter((device) => {
    const reason = judge.device(device)
    if (reason) refused.push({ id: device.id, reason })
    return reason === undefined
  })
  const known = new Set(devices.map(({ id }) => id))
  const checks = order.checks.filter((check) => {
    const orphan = check.device !== undefined && !known.has(check.device)
    const reason = orphan ? 'no_device' : judge.check(check)
    if (reason) refused.push({ id: check.id, reason })
    return reason === undefined
  })
  return { order: { devices, checks }, accepted: devices.length + checks.length, refused }
}

class Judge {
  readonly #veto: LocalVeto
  readonly #guard: Guard
  #devices = 0
  #checks = 0
  #perSecond = 0

  constructor(veto: LocalVeto, guard: Guard) {
    this.#veto = veto
    this.#guard = guard
  }
  device({ address, snmp }: NetworkDevice): RefusalReason | undefined {
    if (!this.#veto.poller) return 'not_poller'
    if (++this.#devices > networkLimits.devicesMax) return 'too_many'
    return this.#place(address) ?? (snmp ? this.#pace(snmp.everySeconds, 1) : undefined)
  }
  check(check: NetworkCheck): RefusalReason | undefined {
    if (!this.#veto.poller) return 'not_poller'
    if (!knownKinds.includes(check.kind)) return 'unknown_kind'
    if (++this.#checks > networkLimits.checksMax) return 'too_many'
    const host = hostOf(check)
    const place = host === undefined ? undefined : this.#place(host)
    return place ?? this.#pace(check.everySeconds, check.kind === 'ping' ? check.count : 1)
  }
  /** Names are judged at each run, by what they resolve to. */
  #place(host: string): RefusalReason | undefined {
    return net.isIP(host) === 0 ? undefined : this.#guard.refusal(host)
  }
  #pace(everySeconds: number, probes: number): RefusalReason | undefined {
    if (everySeconds < this.#veto.secondsMin) return 'too_often'
    const perSecond = probes / everySeconds
    if (this.#perSecond + perSecond > this.#veto.probesPerSecondMax) return 'too_often'
    this.#perSecond += perSecond
    return undefined
  }
}
