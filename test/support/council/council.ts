/**
 * A whole council on a virtual clock: the collector's stages as they ship (real files, real mail
 * server), with the sockets of the gateway left out, and machines and devices before it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type * as z from 'zod'
import { declareNetwork } from '../../../collector/api/network/declare.ts'
import type { CollectorOptions, Opened } from '../../../collector/collector-parts.ts'
import { closeStages } from '../../../collector/collector.ts'
import { startStages } from '../../../collector/start-stages.ts'
import { collectorHome } from '../../../collector/home.ts'
import { IncidentBook } from '../../../collector/fleet/incident-book.ts'
import type { AlertRecord } from '../../../collector/model/alerts.ts'
import type { HostRecord } from '../../../collector/model/hosts.ts'
import type { Recipient, Site } from '../../../collector/model/office.ts'
import { openParts } from '../../../collector/open-parts.ts'
import type { LineLook } from '../../../collector/own-line.ts'
import { pastTurn, presenceTurn } from '../../../collector/rounds.ts'
import { openCollectorState } from '../../../collector/state-tables.ts'
import { linkProfiles } from '../../../collector/link-profiles.ts'
import { networkDeclaration } from '../../../config/network-schema.ts'
import type { Rule } from '../../../config/rule.ts'
import { clockTime, zoneReader } from '../../../config/office-time.ts'
import { shippedRules, zone } from '../alert-scene.ts'
import { mailbox, type Mailbox } from '../mailbox.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { Device } from './device.ts'
import { Machine } from './machine.ts'
import { telephone } from './telephone.ts'
import type { Observed } from './observed.ts'

export interface CouncilSetup {
  readonly startMs: number
  readonly sites: readonly Site[]
  readonly hosts: readonly HostRecord[]
  /** Ids of hosts without an agent. */
  readonly devices: readonly string[]
  readonly recipients: readonly Recipient[]
  readonly rules?: readonly Rule[]
  readonly parents?: Readonly<Record<string, readonly string[]>>
  readonly line?: LineLook
  /** Pollers and checks; given: the lines of the sites are judged too, each minute. */
  readonly network?: z.input<typeof networkDeclaration>
  /** Address of the collector's own machine. */
  readonly address?: string
}

const stepMs = 10_000
const roundMs = 10_000
const pastEveryMs = 60_000
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const local = zoneReader(zone)
const hours = { open: '07:30', close: '15:30' }

export async function openCouncil(setup: CouncilSetup) {
  // A scenario writes much: where there is memory for it the disk is spared.
  const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const folder = mkdtempSync(path.join(root, 'mlinzi-council-'))
  const clock = new VirtualClock(setup.startMs)
  const box: Mailbox = await mailbox()
  const phone = await telephone()
  const home = collectorHome(folder)
  await mkdir(home.folder, { recursive: true })
  await addHosts(home.state, setup.hosts)
  const opened = await openParts(optionsOf(setup, home, clock))
  const { office } = opened.repositories
  await office.setCalendar({
    zone,
    days: { 0: null, 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null },
    holidays: [],
  })
  for (const site of setup.sites) await office.saveSite(site)
  await office.setSmtp(box.settings)
  await opened.repositories.channels.save(phone.channel)
  for (const recipient of setup.recipients) await office.saveRecipient(recipient)
  await opened.watch.reload()
  for (const [parent, children] of Object.entries(setup.parents ?? {}))
    await opened.ways.setBehind(parent, children, 'test')
  if (setup.network)
    await declareNetwork(opened.repositories, networkDeclaration.parse(setup.network))
  await startStages(opened)
  await opened.networkDesk.review()
  const observed = observedBy(opened)
  const machines = machinesOf(setup, clock, observed)
  const devices = new Map(
    setup.devices.map((id, at) => [id, new Device(id, clock, observed, 2000 * at)]),
  )
  const mailTimes: number[] = []
  const smsTimes: number[] = []
  const settled = async (): Promise<void> => {
    await opened.engine.idle()
    await opened.notifier.idle()
    while (mailTimes.length < box.mails.length) mailTimes.push(clock.now())
    while (smsTimes.length < phone.texts().length) smsTimes.push(clock.now())
  }
  let pastMs = setup.startMs
  let roundedMs = setup.startMs
  // The collector's own rounds, one after the other: virtual time waits for the real disk.
  const rounds = async (nowMs: number): Promise<void> => {
    if (nowMs - roundedMs >= roundMs) {
      roundedMs = nowMs
      await presenceTurn(opened)
    }
    await opened.own.flush()
    if (nowMs - pastMs < pastEveryMs) return
    pastMs = nowMs
    await pastTurn(opened)
    if (setup.network) await opened.wanDesk.turn()
    await opened.backupDesk.turn()
  }
  /** @param step longer where nothing has to be seen to ten seconds. */
  const until = async (ms: number, step = stepMs): Promise<void> => {
    while (clock.now() < ms) {
      await clock.advance(Math.min(step, ms - clock.now()))
      for (const machine of machines.values()) await machine.turn()
      for (const device of devices.values()) device.turn()
      await rounds(clock.now())
      await settled()
    }
  }
  return {
    clock,
    box,
    opened,
    book: new IncidentBook({
      incidents: opened.repositories.incidents,
      store: opened.store,
      cuts: opened.power.cuts.bind(opened.power),
      rules: opened.rules,
      clock,
    }),
    machine: (id: string): Machine => known(machines, id),
    device: (id: string): Device => known(devices, id),
    machines,
    until,
    /** Mails without the morning's summary. */
    told: () => box.mails.map(({ mail }) => mail).filter((mail) => !isSummary(mail.subject)),
    summaries: () => box.mails.map(({ mail }) => mail).filter((mail) => isSummary(mail.subject)),
    texts: () => phone.texts(),
    mailTimes,
    smsTimes,
    /** Times of the stored values of one field, oldest first. */
    timesOf: async (hostId: string, measurement: string, field: string) => {
      const { store } = opened
      const own = store.series.ofHost(hostId)
      const seriesIds = own
        .filter(({ descriptor }) => descriptor.measurement === measurement)
        .map(({ id }) => id)
      const found = await store.range({ seriesIds, field, fromMs: 0, toMs: clock.now() + 1 })
      return found
        .flatMap(({ points }) => points.map(({ timeMs }) => timeMs))
        .toSorted((a, b) => a - b)
    },
    /** Alerts, oldest first; what belongs to an incident stands in its `parentId`. */
    history: async (): Promise<readonly AlertRecord[]> => {
      const all = await opened.repositories.alerts.history({
        fromMs: 0,
        toMs: clock.now() + 1,
        limit: 1000,
      })
      return all.toSorted((a, b) => a.openedAtMs - b.openedAtMs)
    },
    /** What happened, as an officer would tell it. */
    timeline: async (): Promise<string> =>
      timelineOf(opened, clock, [
        ...box.mails.map(
          ({ to, mail }, at) =>
            [mailTimes[at] ?? 0, `mail to ${to.split('@')[0]}: ${mail.subject}`] as const,
        ),
        ...phone.texts().map(({ text }, at) => [smsTimes[at] ?? 0, `SMS: ${text}`] as const),
      ]),
    close: async (): Promise<void> => {
      await closeStages(opened)
      await box.close()
      await phone.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Council = Awaited<ReturnType<typeof openCouncil>>

function isSummary(subject: string | undefined): boolean {
  return /^\[(TAARIFA|INFO)\] (Hali ya|State of)/.test(subject ?? '')
}

function known<Thing>(things: ReadonlyMap<string, Thing>, id: string): Thing {
  const thing = things.get(id)
  if (thing === undefined) throw new Error(`There is no ${id}`)
  return thing
}

function optionsOf(
  { rules = shippedRules, line, address = '192.0.2.1' }: CouncilSetup,
  home: CollectorOptions['home'],
  clock: VirtualClock,
): CollectorOptions {
  return {
    home,
    address: '127.0.0.1',
    port: 0,
    names: [],
    collectors: [],
    retention: { full: 14, m5: 400, h1: 1830 },
    backup: { folder: home.backups, keep: 1 },
    rules,
    clock,
    log: silent,
    machine: () => ({ name: 'collector', addresses: [address] }),
    line: line ?? { link: () => true, gateway: async () => true },
    requestListener: () => Promise.reject(new Error('Nobody looks at a scenario')),
  }
}

async function addHosts(file: string, hosts: readonly HostRecord[]): Promise<void> {
  const state = await openCollectorState(file)
  for (const host of hosts)
    await state.db
      .insertInto('host')
      .values({
        id: host.id,
        name: host.name,
        site_id: host.siteId,
        department_id: host.departmentId,
        role: host.role,
        critical: Number(host.critical),
        simulated: 0,
        labels: '{}',
        confirmed: 1,
        created_at_ms: host.createdAtMs,
        last_seen_ms: host.lastSeenMs,
        presence: host.presence,
        presence_since_ms: host.presenceSinceMs,
        clock_offset_seconds: null,
        agent_version: null,
      })
      .execute()
  await state.close()
}

function observedBy({ ingest, presence, watch }: Opened): Observed {
  return {
    ingest,
    session: (event) => presence.session(event),
    answered: (hostId, atMs) => {
      watch.heard(hostId, atMs)
      presence.heard(hostId, atMs)
    },
  }
}

function machinesOf(setup: CouncilSetup, clock: VirtualClock, observed: Observed) {
  const profiles = new Map(setup.sites.map(({ id, profile }) => [id, profile]))
  const hosts = setup.hosts.filter(({ id }) => !setup.devices.includes(id))
  return new Map(
    hosts.map((host, at) => {
      const { postSeconds } = linkProfiles[profiles.get(host.siteId ?? '') ?? 'lan']
      const postMs = postSeconds * 1000
      const phaseMs = Math.round((at * postMs) / hosts.length)
      return [host.id, new Machine(host, { clock, observed, postMs, phaseMs, number: at + 1 })]
    }),
  )
}

async function timelineOf(
  { repositories, watch }: Opened,
  clock: VirtualClock,
  told: readonly (readonly [number, string])[],
): Promise<string> {
  const { alerts } = repositories
  const name = (id: string | null): string => watch.host(id ?? '')?.name ?? '—'
  const lines = [...told]
  for (const alert of await alerts.history({ fromMs: 0, toMs: clock.now() + 1, limit: 1000 })) {
    const about = alert.hostId === null ? `site ${alert.siteId ?? '—'}` : name(alert.hostId)
    const part = alert.parentId === null ? '' : ' (part of an incident)'
    for (const { atMs, kind } of await alerts.transitions(alert.id))
      lines.push([atMs, `${alert.ruleId} ${kind}: ${about}${part}`])
  }
  return lines
    .toSorted(([a], [b]) => a - b)
    .map(([ms, text]) => `${clockTime(local(ms))} ${text}`)
    .join('\n')
}
