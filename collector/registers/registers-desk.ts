/** The registers' work, joined: what the composition root starts, feeds and calls now and then. */
import type { LocalTime } from '../../config/office-time.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { HostsRepository } from '../model/hosts.ts'
import type { TimeSeriesStore } from '../model/store.ts'
import type { Registers } from '../state/registers.ts'
import { RemovableDesk } from './removable-desk.ts'
import { SoftwareDesk } from './software-desk.ts'
import { StaffNoticeDesk } from './staff-notice-desk.ts'
import { UsageDesk } from './usage-desk.ts'

export interface RegistersDeskParts {
  readonly registers: Registers
  readonly store: TimeSeriesStore
  /** The office's wall time. */
  readonly local: (ms: number) => LocalTime
  readonly add: (hostId: string, one: Reading, timeMs: number) => void
  readonly clock: Clock
  readonly log: Log
}

const dayMs = 86_400_000

export class RegistersDesk {
  readonly notice: StaffNoticeDesk
  readonly usage: UsageDesk
  readonly removables: RemovableDesk
  readonly #software: SoftwareDesk
  readonly #parts: RegistersDeskParts

  constructor(parts: RegistersDeskParts) {
    const { registers, store, clock, add } = parts
    this.#parts = parts
    this.notice = new StaffNoticeDesk(registers.notice)
    this.usage = new UsageDesk({
      usage: registers.usage,
      confirmed: () => this.notice.confirmed,
      dayOf: (ms) => this.#dayOf(ms),
    })
    this.removables = new RemovableDesk({ removables: registers.removables, store, clock, add })
    this.#software = new SoftwareDesk({ software: registers.software, clock, add })
  }

  /** As the console gets them. */
  get followed(): Registers {
    return { ...this.#parts.registers, notice: this.notice.followed }
  }

  /** Hosts whose inventories are compared as they are kept. */
  followedHosts(hosts: HostsRepository): HostsRepository {
    return {
      ...hosts,
      setInventory: async (id, hash, inventory) => {
        await hosts.setInventory(id, hash, inventory)
        await this.#software.received(id, inventory).catch((error: unknown) => {
          const fields = { error, hostId: id }
          this.#parts.log.error(fields, 'The programs of a computer could not be compared')
        })
      },
    }
  }

  /** Every few seconds. */
  async turn(): Promise<void> {
    await this.usage.flush()
    await this.removables.turn()
  }

  /** Now and then: also what the command line changed, and what is past its days. */
  async review(): Promise<void> {
    await this.notice.load()
    const oldest = this.#dayOf(this.#parts.clock.now() - this.notice.days * dayMs)
    await this.#parts.registers.usage.forget(oldest)
  }

  #dayOf(ms: number): string {
    const { year, month, day } = this.#parts.local(ms)
    return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
  }
}
