/** The state's repositories as the stages get them: what changes an office is followed at once. */
import type { EnrolmentRepository, HostsRepository } from './model/hosts.ts'
import type { OfficeListener, OfficeWatch } from './office-watch.ts'
import type { Office } from './state/office.ts'
import type { AgentContact, AgentKeysRepository } from './state/agent-keys.ts'

/** Lists come from memory: ten thousand hosts are not read again for each page. */
export function followedHosts(hosts: HostsRepository, watch: OfficeWatch): HostsRepository {
  return {
    ...hosts,
    all: async () => watch.hosts,
    get: async (id) => {
      const host = await hosts.get(id)
      return host && watch.fresh(host)
    },
    change: async (id, change) => {
      await hosts.change(id, change)
      await watch.learn(id)
    },
    remove: async (id) => {
      await hosts.remove(id)
      watch.forget(id)
    },
    setContact: async (id, contact) => {
      await hosts.setContact(id, contact)
      const { atMs, ...rest } = contact
      watch.patch(id, { lastSeenMs: atMs, ...rest })
    },
  }
}

/** Changes of places, calendar and mail. */
export function followedOffice(office: Office, watch: OfficeWatch): Office {
  const changed = (listener: OfficeListener): void => listener.officeChanged()
  const mail = (listener: OfficeListener): void => listener.mailChanged()
  /** Sites and calendar are seen, and told, by the reading itself. */
  const followed = async (
    change: Promise<void>,
    tell?: (listener: OfficeListener) => void,
  ): Promise<void> => {
    await change
    await watch.reload()
    if (tell) watch.tell(tell)
  }
  return {
    ...office,
    setOrganisation: (value) => followed(office.setOrganisation(value), changed),
    setCalendar: (value) => followed(office.setCalendar(value)),
    setExpected: (of, on) => followed(office.setExpected(of, on)),
    saveSite: (site) => followed(office.saveSite(site)),
    removeSite: (id) => followed(office.removeSite(id)),
    setSmtp: (value) => followed(office.setSmtp(value), mail),
    saveRecipient: (recipient) => followed(office.saveRecipient(recipient), mail),
    removeRecipient: (id) => followed(office.removeRecipient(id), mail),
  }
}

/** What the officer decides about keys adds hosts to the fleet and takes them out. */
export function followedEnrolment(
  enrolment: EnrolmentRepository,
  watch: OfficeWatch,
): EnrolmentRepository {
  const followed = async (change: Promise<void>): Promise<void> => {
    await change
    await watch.reload()
  }
  return {
    ...enrolment,
    approve: (agentId) => followed(enrolment.approve(agentId)),
    revoke: (agentId) => followed(enrolment.revoke(agentId)),
    assignToHost: (agentId, hostId) => followed(enrolment.assignToHost(agentId, hostId)),
  }
}

/** What the gateway writes: hosts that enrol, and the first contact of each session. */
export function followedKeys(keys: AgentKeysRepository, watch: OfficeWatch): AgentKeysRepository {
  const hostnames = new Map<string, string>()
  /** A host that bears its computer's name may have been renamed with it. */
  const mayHaveNewName = ({ hostId, hostname }: AgentContact): boolean => {
    const before = hostnames.get(hostId)
    hostnames.set(hostId, hostname)
    return before !== hostname && watch.host(hostId)?.name !== hostname
  }
  return {
    ...keys,
    enrol: async (request) => {
      const result = await keys.enrol(request)
      if (result.type === 'enrolled') await watch.learn(result.hostId)
      return result
    },
    contacts: async (contacts) => {
      await keys.contacts(contacts)
      for (const contact of contacts) {
        const { hostId, atMs: lastSeenMs, agentVersion, clockOffsetSeconds } = contact
        watch.patch(hostId, { lastSeenMs, agentVersion, clockOffsetSeconds })
        if (mayHaveNewName(contact)) await watch.learn(hostId)
      }
    },
  }
}
