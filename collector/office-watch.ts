/**
 * Hosts, sites and calendar in memory, for the stages that ask for each frame, kept true by passing
 * every change through here. Other programs' changes (the command line) are seen within a minute.
 */
import type { ProfileSettings } from '../contract/wire/messages.ts'
import { linkProfiles } from './link-profiles.ts'
import type {
  HostRecord,
  HostsRepository,
  OfficeCalendar,
  OfficeRepository,
  Site,
} from './model.ts'

export interface OfficeListener {
  hostChanged(host: HostRecord): void
  hostRemoved(hostId: string): void
  officeChanged(): void
  mailChanged(): void
}

export class OfficeWatch {
  readonly #hosts: HostsRepository
  readonly #office: OfficeRepository
  #records = new Map<string, HostRecord>()
  #sites = new Map<string, Site>()
  #calendar: OfficeCalendar | undefined
  #listeners: OfficeListener[] = []
  /** Fresher than the state database, which is told of a contact only now and then. */
  readonly #heardMs = new Map<string, number>()

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
  host(id: string): HostRecord | undefined {
    return this.#records.get(id)
  }
  get hosts(): readonly HostRecord[] {
    return [...this.#records.values()]
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

  /** Reads everything again and tells what is new. */
  async reload(): Promise<void> {
    const before = this.#records
    this.#records = new Map((await this.#hosts.all()).map((host) => [host.id, host]))
    this.#sites = new Map((await this.#office.sites()).map((site) => [site.id, site]))
    this.#calendar = await this.#office.calendar()
    for (const host of this.#records.values()) {
      if (facts(before.get(host.id)) !== facts(host)) this.#tell((one) => one.hostChanged(host))
    }
    for (const id of before.keys()) {
      if (!this.#records.has(id)) this.#tell((one) => one.hostRemoved(id))
    }
  }

  /** The same repository; what changes a host is followed at once. */
  get hostsRepository(): HostsRepository {
    const hosts = this.#hosts
    return {
      ...hosts,
      all: async () => (await hosts.all()).map((host) => this.#fresh(host)),
      get: async (id) => {
        const host = await hosts.get(id)
        return host && this.#fresh(host)
      },
      change: async (id, change) => {
        await hosts.change(id, change)
        await this.reload()
      },
      remove: async (id) => {
        await hosts.remove(id)
        await this.reload()
      },
    }
  }

  /** The same repository; changes of places, calendar and mail are followed at once. */
  officeRepository<Office extends OfficeRepository>(office: Office): Office {
    const changed = (listener: OfficeListener): void => listener.officeChanged()
    const mail = (listener: OfficeListener): void => listener.mailChanged()
    const followed = async (
      change: Promise<void>,
      tell: (listener: OfficeListener) => void,
    ): Promise<void> => {
      await change
      await this.reload()
      this.#tell(tell)
    }
    return {
      ...office,
      setOrganisation: (value) => followed(office.setOrganisation(value), changed),
      setCalendar: (value) => followed(office.setCalendar(value), changed),
      saveSite: (site) => followed(office.saveSite(site), changed),
      removeSite: (id) => followed(office.removeSite(id), changed),
      setSmtp: (value) => followed(office.setSmtp(value), mail),
      saveRecipient: (recipient) => followed(office.saveRecipient(recipient), mail),
      removeRecipient: (id) => followed(office.removeRecipient(id), mail),
    } satisfies OfficeRepository & Office
  }

  #fresh(host: HostRecord): HostRecord {
    const heardMs = this.#heardMs.get(host.id) ?? 0
    return heardMs > (host.lastSeenMs ?? 0) ? { ...host, lastSeenMs: heardMs } : host
  }

  #tell(tell: (listener: OfficeListener) => void): void {
    for (const listener of this.#listeners) tell(listener)
  }
}

/** What other stages want to hear about; contacts and presence change all the time. */
function facts(host: HostRecord | undefined): string {
  if (!host) return ''
  const { name, siteId, departmentId, role, critical } = host
  return JSON.stringify([name, siteId, departmentId, role, critical])
}
