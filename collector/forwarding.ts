/** From commits to the office's InfluxDB: the outlet, and what it must know of the office. */
import { catalogue } from '../contract/catalogue/catalogue.ts'
import type { Measurement } from '../contract/catalogue/grammar.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { HostRecord } from './model/hosts.ts'
import type { OfficeRepository } from './model/office.ts'
import type { TimeSeriesStore } from './model/store.ts'
import type { OfficeWatch } from './office-watch.ts'
import type { OfficeBooks } from './outlet/office-books.ts'
import { Outlet } from './outlet/outlet.ts'
import type { HostTags } from './outlet/series-lines.ts'
import type { OutletSettings } from './outlet/settings.ts'
import type { OutletRepository } from './state/outlet.ts'

export interface ForwardingParts {
  readonly settings: OutletSettings
  readonly store: TimeSeriesStore
  readonly state: OutletRepository
  readonly office: Pick<OfficeRepository, 'departments'>
  readonly watch: Pick<OfficeWatch, 'host' | 'hosts' | 'sites'>
  readonly books: OfficeBooks
  readonly clock: Clock
  readonly log: Log
}
type CommitLog = Pick<TimeSeriesStore, 'series' | 'commitsAfter' | 'release'>
export interface Forwarding {
  readonly outlet: Outlet
  /** The store for the alert engine: a commit is let go when both have done with it. */
  readonly engineStore: CommitLog
  /** Reads what the departments are called. */
  readonly reload: () => Promise<void>
}

export function createForwarding(parts: ForwardingParts): Forwarding {
  const { store, watch, office } = parts
  const done = { engine: 0, outlet: 0 }
  const release =
    (who: keyof typeof done) =>
    async (number: number): Promise<void> => {
      done[who] = number
      await store.release(Math.min(done.engine, done.outlet))
    }
  let departments: ReadonlyMap<string, string> = new Map()
  const siteName = (id: string): string | undefined =>
    watch.sites.find((site) => site.id === id)?.name
  const tags = new KeptTags((host) => ({
    name: host.name,
    site: (host.siteId !== null && siteName(host.siteId)) || '',
    department: (host.departmentId !== null && departments.get(host.departmentId)) || '',
    role: host.role,
  }))
  const outlet = new Outlet({
    ...parts,
    store: {
      series: store.series,
      commitsAfter: (number, limit) => store.commitsAfter(number, limit),
      range: (query) => store.range(query),
      stats: () => store.stats(),
      release: release('outlet'),
    },
    tagsOf: (id) => tags.of(watch.host(id)),
    presences: () =>
      watch.hosts.map(({ id, presence, presenceSinceMs }) => {
        return { hostId: id, presence, sinceMs: presenceSinceMs ?? 0 }
      }),
    siteName,
    optionalTags: (measurement) => optionalTags.get(measurement) ?? [],
    random: Math.random,
  })
  return {
    outlet,
    engineStore: {
      series: store.series,
      commitsAfter: (number, limit) => store.commitsAfter(number, limit),
      release: release('engine'),
    },
    reload: async () => {
      departments = new Map((await office.departments()).map(({ id, name }) => [id, name]))
      tags.review()
    },
  }
}

/** Tags of hosts, the same object until a name in them changes. */
class KeptTags {
  readonly #make: (host: HostRecord) => HostTags
  readonly #kept = new Map<string, { host: HostRecord | undefined; tags: HostTags }>()
  constructor(make: (host: HostRecord) => HostTags) {
    this.#make = make
  }
  of(host: HostRecord | undefined): HostTags | undefined {
    if (host === undefined) return undefined
    const kept = this.#kept.get(host.id)
    if (kept?.host === host) return kept.tags
    const made = this.#make(host)
    const tags = kept && same(kept.tags, made) ? kept.tags : made
    this.#kept.set(host.id, { host, tags })
    return tags
  }
  /** A place may have got another name. */
  review(): void {
    for (const kept of this.#kept.values()) kept.host = undefined
  }
}

function same(one: HostTags, other: HostTags): boolean {
  return (
    one.name === other.name &&
    one.site === other.site &&
    one.department === other.department &&
    one.role === other.role
  )
}

const optionalTags: ReadonlyMap<string, readonly string[]> = new Map(
  catalogue.map(({ name, tags }: Measurement) => [
    name,
    Object.entries(tags)
      .filter(([, { optional }]) => optional)
      .map(([tag]) => tag),
  ]),
)
