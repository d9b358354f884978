/**
 * Hosts, sites and calendar in memory, for the stages that ask for each frame and each page, kept
 * true by passing every change through the repositories of followed-repositories.ts. Other
 * programs' changes (the command line) are seen within a minute.
 */
import type { ProfileSettings } from '../contract/wire/messages.ts'
import { linkProfiles } from './link-profiles.ts'
import type { HostRecord, HostsRepository, Presence } from './model/hosts.ts'
import type { OfficeCalendar, OfficeRepository, Site } from './model/office.ts'

export interface OfficeListener {
  hostChanged(host: HostRecord): void
  hostRemoved(hostId: string): void
  /** A site's link profile, or its being there at all. */
  linksChanged(): void
  officeChanged(): void
  mailChanged(): void
}

type Patch = Partial<Omit<HostRecord, 'id' | 'inventory'>>

export class OfficeWatch {
  readonly #hosts: HostsRepository
  readonly #office: OfficeRepository
  #records = new Map<string, HostRecord>()
  #sites = new Map<string, Site>()
  #calendar: OfficeCalendar | undefined
  #listeners: OfficeListener[] = []
  /** Fresher than the state database, which is told of these only now and then. */
  readonly #heardMs = new Map<string, number>()
  readonly #presences = new Map<string, Pick<HostRecord, 'presence' | 'presenceSinceMs'>>()
  /** What was written while everything is being read again: it may be newer than what is read. */
  readonly #meanwhile = new Set<(readonly [string, Patch])[]>()

  constructor(hosts: HostsRepository, office: OfficeRepository) {
    this.#hosts = hosts
    this.#office = office
  }

  listen(listener: OfficeListener): void {
    this.#listeners.push(listener)
  }
  /** A live frame of the host came. */
  heard(hostId: string, atMs: number): void {
    this.#heardMs.set(hostId, atMs)
  }
  /** The host's presence is this since then. */
  present(hostId: string, presence: Presence, presenceSinceMs: number): void {
    this.#presences.set(hostId, { presence, presenceSinceMs })
  }
  host(id: string): HostRecord | undefined {
    return this.#records.get(id)
  }
  /** Without inventories. */
  get hosts(): readonly HostRecord[] {
    return [...this.#records.values()].map((host) => this.fresh(host))
  }
  get sites(): readonly Site[] {
    return [...this.#sites.values()]
  }
  get calendar(): OfficeCalendar {
    if (!this.#calendar) throw new Error('The office was asked before it was read')
    return this.#calendar
  }
  siteOf(hostId: string): string | null {
    return this.#records.get(hostId)?.siteId ?? null
  }
  profileOfSite(siteId: string | null): ProfileSettings {
    return linkProfiles[(siteId !== null ? this.#sites.get(siteId)?.profile : undefined) ?? 'lan']
  }
  profileOf(hostId: string): ProfileSettings {
    return this.profileOfSite(this.siteOf(hostId))
  }
  /** With the newest contact and presence that are known. */
  fresh(host: HostRecord): HostRecord {
    const heardMs = Math.max(this.#heardMs.get(host.id) ?? 0, host.lastSeenMs ?? 0)
    const lastSeenMs = heardMs === 0 ? host.lastSeenMs : heardMs
    return { ...host, lastSeenMs, ...this.#presences.get(host.id) }
  }

  /** Reads everything again and tells what is new. */
  async reload(): Promise<void> {
    const newer: (readonly [string, Patch])[] = []
    this.#meanwhile.add(newer)
    const read = await this.#hosts.all().finally(() => this.#meanwhile.delete(newer))
    const before = this.#records
    const links = this.#links()
    const office = this.#officeFacts()
    this.#records = new Map(read.map((host) => [host.id, host]))
    for (const [id, patch] of newer) this.patch(id, patch)
    this.#sites = new Map((await this.#office.sites()).map((site) => [site.id, site]))
    this.#calendar = await this.#office.calendar()
    for (const host of this.#records.values()) this.#tellIfNew(before.get(host.id), host)
    for (const id of before.keys()) {
      if (!this.#records.has(id)) this.tell((one) => one.hostRemoved(id))
    }
    if (links !== this.#links()) this.tell((one) => one.linksChanged())
    // The first reading is no change.
    if (office !== undefined && office !== this.#officeFacts())
      this.tell((one) => one.officeChanged())
  }
  /** One host was added or changed; cheaper than reading all. */
  async learn(id: string): Promise<void> {
    const found = await this.#hosts.get(id)
    if (found === undefined) return
    const before = this.#records.get(id)
    const host = { ...found, inventory: null }
    this.#records.set(id, host)
    this.#tellIfNew(before, host)
  }
  /** This was written of the host. */
  patch(id: string, patch: Patch): void {
    for (const patches of this.#meanwhile) patches.push([id, patch])
    const host = this.#records.get(id)
    if (host) this.#records.set(id, { ...host, ...patch })
  }
  forget(id: string): void {
    this.#heardMs.delete(id)
    this.#presences.delete(id)
    if (this.#records.delete(id)) this.tell((one) => one.hostRemoved(id))
  }
  tell(tell: (listener: OfficeListener) => void): void {
    for (const listener of this.#listeners) tell(listener)
  }

  #tellIfNew(before: HostRecord | undefined, host: HostRecord): void {
    if (facts(before) !== facts(host)) this.tell((one) => one.hostChanged(host))
  }
  #officeFacts(): string | undefined {
    return this.#calendar && JSON.stringify([...this.#sites.values(), this.#calendar])
  }
  #links(): string {
    return [...this.#sites.values()].map(({ id, profile }) => `${id} ${profile}`).join('\n')
  }
}

/** What other stages want to hear about; contacts and presence change all the time. */
function facts(host: HostRecord | undefined): string {
  if (!host) return ''
  const { name, siteId, departmentId, role, critical } = host
  return JSON.stringify([name, siteId, departmentId, role, critical])
}
