/**
 * What a week may have besides: a second cut the same day, one over the end of work, one in the
 * evening, a line that is cut while the power is off, a second fault of one computer, a fault shortly
 * before the week-end, and the collector's own building without power.
 */
import { ill, type Fault } from './faults.ts'
import { onTimes } from './habits.ts'
import { councilHosts, councilSites, type CouncilHost } from './people.ts'
import { midnight, type SiteCut, type WeekStory } from './plan.ts'

const minute = 60_000
const hour = 60 * minute

export interface Drawing {
  readonly seed: number
  readonly number: (below: number) => number
  readonly chance: (share: number) => boolean
}
type Planned = Pick<WeekStory, 'cuts' | 'faults'> & { readonly working: readonly string[] }

/** The same week with some of these. */
export function hardened(
  planned: Planned,
  draw: Drawing,
): Pick<WeekStory, 'cuts' | 'faults' | 'restarts'> {
  const cuts = [...planned.cuts]
  const add = (cut: SiteCut | undefined): void => {
    if (cut) cuts.push(cut)
  }
  if (draw.chance(1 / 3)) add(again(planned, draw))
  if (draw.chance(1 / 3)) add(insideAnother(planned, draw))
  if (draw.chance(1 / 3)) add(overTheEnd(planned, draw))
  if (draw.chance(1 / 3)) add(inTheEvening(planned, draw))
  const restarts: { fromMs: number; untilMs: number }[] = []
  if (draw.chance(1 / 4)) {
    const fromMs = midnight(dayOf(planned, draw)) + 9.6 * hour + draw.number(60) * minute
    const untilMs = fromMs + (15 + draw.number(45)) * minute
    const here = (one: { readonly fromMs: number }): boolean =>
      Math.abs(one.fromMs - fromMs) < 8 * hour
    // Its own day: what cannot be heard then is another story.
    if (![...cuts, ...planned.faults].some(here)) {
      cuts.push({ siteId: 'hq', what: 'power', fromMs, untilMs })
      restarts.push({ fromMs, untilMs: untilMs + 2 * minute })
    }
  }
  const faults = [...planned.faults, ...second(planned, draw), ...beforeTheWeekEnd(planned, draw)]
  return { cuts, faults, restarts }
}

const dayOf = ({ working }: Planned, { number }: Drawing): string =>
  working[number(working.length)] ?? ''
const isFree = ({ cuts }: Planned, siteId: string, fromMs: number, untilMs: number): boolean =>
  !cuts.some(
    (one) => one.siteId === siteId && one.fromMs < untilMs + hour && one.untilMs + hour > fromMs,
  )

function again(planned: Planned, { number }: Drawing): SiteCut | undefined {
  const first = planned.cuts.find(({ what }) => what === 'power')
  if (!first) return undefined
  const fromMs = first.untilMs + (65 + number(30)) * minute
  const untilMs = fromMs + (25 + number(25)) * minute
  const inTime = untilMs < first.fromMs - ((first.fromMs + 3 * hour) % (24 * hour)) + 15 * hour
  return inTime && isFree(planned, first.siteId, fromMs, untilMs)
    ? { ...first, fromMs, untilMs }
    : undefined
}

function insideAnother({ cuts }: Planned, { number }: Drawing): SiteCut | undefined {
  const power = cuts.find(({ what }) => what === 'power')
  if (!power) return undefined
  const fromMs = power.fromMs + (power.untilMs - power.fromMs) / 2
  return {
    siteId: power.siteId,
    what: 'line',
    fromMs: fromMs - (fromMs % minute),
    untilMs: power.untilMs + (10 + number(30)) * minute,
  }
}

function overTheEnd(planned: Planned, draw: Drawing): SiteCut | undefined {
  const dayMs = midnight(dayOf(planned, draw))
  const fromMs = dayMs + 14.4 * hour + draw.number(30) * minute
  const cut = { siteId: siteOf(draw), what: 'power', fromMs, untilMs: dayMs + 17.5 * hour } as const
  return isFree(planned, cut.siteId, fromMs, cut.untilMs) ? cut : undefined
}

function inTheEvening(planned: Planned, draw: Drawing): SiteCut {
  const fromMs = midnight(dayOf(planned, draw)) + 18.6 * hour + draw.number(90) * minute
  const untilMs = fromMs + (60 + draw.number(60)) * minute
  return { siteId: siteOf(draw), what: 'power', fromMs, untilMs }
}

function siteOf({ number }: Drawing): string {
  const sites = councilSites.filter(({ id }) => id !== 'hq')
  return sites[number(sites.length)]?.id ?? 'mlimani'
}

/** The firewall too, twenty minutes after something else. */
function second({ faults }: Planned, { number, chance }: Drawing): readonly Fault[] {
  const own = faults.filter(({ hostId, down }) => !down && !hostId.includes('srv'))
  const one = own[number(own.length)]
  if (!one || !chance(1 / 2) || 'firewall'.match(one.told)) return []
  return [
    ill('firewall_off', {
      hostId: one.hostId,
      fromMs: one.fromMs + 20 * minute,
      told: /firewall/i,
    }),
  ]
}

/** Whoever has it goes home soon after. */
function beforeTheWeekEnd(planned: Planned, { seed, number, chance }: Drawing): readonly Fault[] {
  const dayMs = midnight(planned.working.at(-1) ?? '')
  const fromMs = dayMs + (14 * 60 + 10 + number(30)) * minute
  const isThere = (host: CouncilHost): boolean =>
    host.siteId === 'hq' &&
    host.role === 'desktop' &&
    !planned.faults.some(({ hostId }) => hostId === host.id) &&
    onTimes(host, dayMs, seed).some(
      (time) => time.fromMs <= fromMs - 30 * minute && time.untilMs >= fromMs + 60 * minute,
    )
  const hosts = councilHosts().filter(isThere)
  const host = hosts[number(hosts.length)]
  if (!host || !chance(1 / 2)) return []
  return [ill('antivirus_off', { hostId: host.id, fromMs, told: /antivirus/i })]
}
