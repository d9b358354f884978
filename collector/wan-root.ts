/** Joins the stage of the sites' lines to the others. */
import type { Rule } from '../config/rule.ts'
import type { CollectorOptions } from './collector-parts.ts'
import { IncidentBook } from './fleet/incident-book.ts'
import type { PowerRegister } from './fleet/power-register.ts'
import { homeSite } from './home-site.ts'
import type { AlertRecord } from './model/alerts.ts'
import type { TimeSeriesStore } from './model/store.ts'
import type { NetworkDesk } from './network/network-desk.ts'
import type { OfficeWatch } from './office-watch.ts'
import type { OwnSeries } from './own-series.ts'
import type { Repositories } from './repositories.ts'
import { WanDesk } from './wan/wan-desk.ts'

/** What the alert engine asks the stage; it is opened after the engine. */
export interface Lines {
  readonly explains: (alert: AlertRecord) => string | undefined
  readonly usedBy: (alert: AlertRecord) => string | null
}

/** For what is made before the stage. */
export function linesOf(desk: () => WanDesk): Lines {
  return {
    explains: (alert) => desk().explains(alert),
    usedBy: (alert) => desk().usedBy(alert),
  }
}

export function openLines(
  { clock, log, machine }: CollectorOptions,
  parts: {
    readonly repositories: Pick<Repositories, 'wan' | 'incidents'>
    readonly watch: OfficeWatch
    readonly store: TimeSeriesStore
    readonly own: OwnSeries
    readonly networkDesk: NetworkDesk
    readonly power: PowerRegister
    readonly rules: () => readonly Rule[]
  },
): { readonly incidentBook: IncidentBook; readonly wanDesk: WanDesk } {
  const { repositories, watch, store, own, networkDesk, power, rules } = parts
  const { incidents, wan } = repositories
  const cuts = power.cuts.bind(power)
  const incidentBook = new IncidentBook({ incidents, store, cuts, rules, clock })
  const wanDesk = new WanDesk({
    wan,
    store,
    hosts: () => watch.hosts,
    sites: () => watch.sites,
    calendar: () => watch.calendar,
    network: () => networkDesk.state,
    homeSite: () => homeSite(watch.sites, watch.hosts, machine),
    incidents: (fromMs, toMs) => incidentBook.list(fromMs, toMs),
    powerCuts: cuts,
    clock,
    log,
    add: (hostId, one, timeMs) => own.add(hostId, one, timeMs),
  })
  return { incidentBook, wanDesk }
}
