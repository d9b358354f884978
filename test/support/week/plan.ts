/**
 * What happens in a week besides its people. Seed 1 is the week that CI lives; each other seed draws
 * its own: other faults, computers and hours, cuts of power and line at other sites, some days with
 * two, perhaps a holiday, laptops on leave, a computer whose clock jumps, and some of hard-times.ts.
 */
import { noise, seedOf } from '../../../scripts/swarm/random.ts'
import type { Ill } from '../../../scripts/swarm/ills.ts'
import { clockJump, down, ill, type Fault } from './faults.ts'
import { hardened } from './hard-times.ts'
import { onTimes } from './habits.ts'
import { councilHosts, councilSites, type CouncilHost } from './people.ts'

const minute = 60_000
const hour = 60 * minute

/** A site without power or without line for a while. */
export interface SiteCut {
  readonly siteId: string
  readonly what: 'power' | 'line'
  readonly fromMs: number
  readonly untilMs: number
}
export interface WeekStory {
  /** yyyy-mm-dd of the five days, from Monday on. */
  readonly dates: readonly string[]
  readonly holidays: readonly string[]
  readonly faults: readonly Fault[]
  readonly cuts: readonly SiteCut[]
  /** The collector's own computer is without power, and starts again by itself. */
  readonly restarts?: readonly { readonly fromMs: number; readonly untilMs: number }[]
  /** Laptops that are away from this instant on. */
  readonly away: ReadonlyMap<string, number>
}

/** Shorter than what counts as a loss (two posting intervals and what the agents need to notice). */
const hiccupMaxMs = 6 * minute
export const isLong = ({ fromMs, untilMs }: SiteCut): boolean => untilMs - fromMs > hiccupMaxMs

export const midnight = (date: string): number => Date.parse(`${date}T00:00:00+03:00`)

const kinds: readonly (readonly [Ill, RegExp])[] = [
  ['disk_failing', /diski/i],
  ['antivirus_off', /antivirus/i],
  ['antivirus_none', /antivirus/i],
  ['threat', /Jenxcus/],
  ['firewall_off', /firewall/i],
  ['administrator_added', /wasimamizi/i],
]
const serverKinds: readonly (readonly [Ill, string, RegExp])[] = [
  ['backup_failed', 'hwm-srv-01', /nakala/i],
  ['array_degraded', 'hwm-srv-02', /md0/],
]

export function storyOf(seed: number): WeekStory {
  return seed === 1 ? firstWeek : new Storyteller(seed).tell()
}

/** The Monday of a week of the quarter; 9 November 2026 is one. */
function datesOf(week: number): readonly string[] {
  const monday = Date.UTC(2026, 10, 9) + week * 7 * 24 * hour
  return [0, 1, 2, 3, 4].map((day) => new Date(monday + day * 24 * hour).toISOString().slice(0, 10))
}

class Storyteller {
  readonly #seed: number
  readonly #hosts = councilHosts()
  readonly #used = new Set<string>()
  readonly #away = new Map<string, number>()
  #drawn = 0
  #firstDayEndMs = 0
  constructor(seed: number) {
    this.#seed = seed
  }
  tell(): WeekStory {
    // Public holidays of the country fall into some weeks; these have none.
    const dates = datesOf(this.#number(3))
    const holidays = this.#chance(1 / 3) ? [dates[this.#number(5)] ?? ''] : []
    const working = dates.filter((date) => !holidays.includes(date))
    this.#firstDayEndMs = midnight(working[0] ?? '') + 24 * hour
    this.#sendOnLeave(working)
    const cuts = this.#cuts(working)
    const faults = working.flatMap((date) => this.#faults(date, cuts))
    const draw = {
      seed: this.#seed,
      number: (below: number) => this.#number(below),
      chance: (share: number) => this.#chance(share),
    }
    return { dates, holidays, away: this.#away, ...hardened({ cuts, faults, working }, draw) }
  }
  #random(): number {
    return noise(seedOf(`story ${this.#seed}`), this.#drawn++)
  }
  #number(below: number): number {
    return Math.floor(this.#random() * below)
  }
  #chance(share: number): boolean {
    return this.#random() < share
  }
  #sendOnLeave(working: readonly string[]): void {
    const laptops = this.#hosts.filter(({ role }) => role === 'laptop')
    for (let left = 2 + this.#number(4); left > 0; left--) {
      const one = laptops[this.#number(laptops.length)]
      const date = working[1 + this.#number(working.length - 1)]
      if (one && date) this.#away.set(one.id, midnight(date))
    }
  }
  #cuts(working: readonly string[]): readonly SiteCut[] {
    const sites = councilSites.filter(({ id }) => id !== 'hq')
    const cut = (what: SiteCut['what'], date: string, lastsMs: number, from: number): SiteCut => {
      const siteId = sites[this.#number(sites.length)]?.id ?? 'mlimani'
      const fromMs = midnight(date) + from
      return { siteId, what, fromMs, untilMs: fromMs + lastsMs }
    }
    const pick = (): string => working[this.#number(working.length)] ?? ''
    const at = (first: number, spread: number): number =>
      first * hour + this.#number(spread * 60) * minute
    const cuts = [cut('power', pick(), (25 + this.#number(200)) * minute, at(9, 2))]
    // Another day, or the afternoon of the same.
    if (this.#chance(1 / 2))
      cuts.push(cut('power', pick(), (25 + this.#number(40)) * minute, at(13, 1)))
    if (this.#chance(1 / 2))
      cuts.push(cut('line', pick(), (30 + this.#number(90)) * minute, at(9, 4)))
    for (let left = 2 + this.#number(3); left > 0; left--)
      cuts.push(cut('line', pick(), (2 + this.#number(4)) * minute, at(8.5, 6)))
    return apart(cuts)
  }
  #faults(date: string, cuts: readonly SiteCut[]): readonly Fault[] {
    return [0, 1].flatMap((turn) => this.#fault(date, turn, cuts) ?? [])
  }
  #fault(date: string, turn: number, cuts: readonly SiteCut[]): Fault | undefined {
    const fromMs = midnight(date) + (turn === 0 ? 8.8 : 11) * hour + this.#number(100) * minute
    const lot = this.#random()
    if (lot < 0.12) return this.#serverFault(fromMs)
    if (lot < 0.22) return this.#serverDown(fromMs)
    const host = this.#someoneAtWork(fromMs, cuts)
    if (!host) return undefined
    if (lot < 0.3) return clockJump(3 * hour, { hostId: host.id, fromMs, told: /saa/i })
    const [kind, told] = kinds[this.#number(kinds.length)] ?? ['threat', /Jenxcus/]
    // On its first day a computer's administrators are learnt, and nothing is new.
    if (kind === 'administrator_added' && fromMs < this.#firstDayEndMs) return undefined
    return ill(kind, { hostId: host.id, fromMs, told })
  }
  #serverFault(fromMs: number): Fault | undefined {
    const [kind, hostId, told] = serverKinds[this.#number(serverKinds.length)] ?? []
    if (!kind || !hostId || !told || this.#used.has(`${kind} ${hostId}`)) return undefined
    this.#used.add(`${kind} ${hostId}`)
    return ill(kind, { hostId, fromMs, told })
  }
  #serverDown(fromMs: number): Fault {
    const hostId = this.#chance(1 / 2) ? 'hwm-srv-01' : 'hwm-srv-02'
    const untilMs = fromMs + (20 + this.#number(120)) * minute
    return down({ hostId, fromMs, untilMs, told: /haipatikani/i })
  }
  /** On for the next two hours and a half, without a pause and without a cut. */
  #someoneAtWork(fromMs: number, cuts: readonly SiteCut[]): CouncilHost | undefined {
    const untilMs = fromMs + 2.5 * hour
    const dayMs = fromMs - ((fromMs + 3 * hour) % (24 * hour))
    const there = this.#hosts.filter(
      (host) =>
        host.role !== 'server' &&
        !this.#used.has(host.id) &&
        (this.#away.get(host.id) ?? Infinity) > untilMs &&
        !cuts.some(
          (one) => one.siteId === host.siteId && one.fromMs < untilMs && one.untilMs > fromMs,
        ) &&
        onTimes(host, dayMs, this.#seed).some(
          (time) => time.fromMs <= fromMs - 30 * minute && time.untilMs >= untilMs,
        ),
    )
    const host = there[this.#number(there.length)]
    if (host) this.#used.add(host.id)
    return host
  }
}

/** A site that has hardly come back is not cut again: that is one outage to people. */
function apart(cuts: readonly SiteCut[]): readonly SiteCut[] {
  return cuts.filter(
    (one, at) =>
      !cuts
        .slice(0, at)
        .some(
          (other) =>
            other.siteId === one.siteId &&
            other.fromMs < one.untilMs + hour &&
            other.untilMs + hour > one.fromMs,
        ),
  )
}

const at = (text: string): number => Date.parse(`2026-11-${text}:00+03:00`)
const firstWeek: WeekStory = {
  dates: datesOf(0),
  holidays: [],
  away: new Map(),
  faults: [
    ill('disk_failing', { hostId: 'afy-pc-014', fromMs: at('09T09:40'), told: /diski/i }),
    ill('antivirus_off', { hostId: 'fed-pc-003', fromMs: at('09T11:10'), told: /antivirus/i }),
    ill('threat', { hostId: 'elm-pc-005', fromMs: at('10T10:20'), told: /Jenxcus/ }),
    ill('backup_failed', { hostId: 'hwm-srv-01', fromMs: at('10T14:00'), told: /nakala/i }),
    ill('firewall_off', { hostId: 'uta-pc-009', fromMs: at('11T09:15'), told: /firewall/i }),
    ill('array_degraded', { hostId: 'hwm-srv-02', fromMs: at('11T14:00'), told: /md0/ }),
    ill('administrator_added', {
      hostId: 'els-pc-004',
      fromMs: at('12T10:30'),
      told: /wasimamizi/i,
    }),
    down({
      hostId: 'hwm-srv-01',
      fromMs: at('12T11:00'),
      untilMs: at('12T13:10'),
      told: /haipatikani/i,
    }),
    ill('disk_failing', { hostId: 'kil-pc-007', fromMs: at('13T09:20'), told: /diski/i }),
    ill('antivirus_none', { hostId: 'miu-pc-002', fromMs: at('13T10:45'), told: /antivirus/i }),
  ],
  cuts: [
    { siteId: 'mlimani', what: 'power', fromMs: at('11T10:12'), untilMs: at('11T12:18') },
    { siteId: 'bwawani', what: 'line', fromMs: at('09T10:03'), untilMs: at('09T10:07') },
    { siteId: 'bwawani', what: 'line', fromMs: at('10T14:41'), untilMs: at('10T14:46') },
    { siteId: 'bwawani', what: 'line', fromMs: at('12T09:10'), untilMs: at('12T09:13') },
  ],
}
