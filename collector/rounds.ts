/** What the collector does again and again, and how often. */
import type { Opened } from './collector-parts.ts'
import { AgentVersions } from './agent-versions.ts'
import { every } from './every.ts'
import type { Gateway } from './gateway/gateway.ts'
import { LinkKeeper } from './network/link-keeper.ts'
import { LineSourceReadings } from './line-source-readings.ts'
import { OsSupport } from './os-support.ts'
import { OutsideBeat } from './outside-beat.ts'
import { selfReading } from './self-reading.ts'

const rulesEveryMs = 15_000
const presenceEveryMs = 10_000
const ownSeriesEveryMs = 2_000
const restateEveryMs = 60_000
const selfEveryMs = 60_000
const maintainEveryMs = 5_000
const diskEveryMs = 5_000
const officeEveryMs = 60_000
const osSupportEveryMs = 600_000
const agentVersionsEveryMs = 300_000
const backupJobsEveryMs = 60_000
const linksEveryMs = 60_000
const networkEveryMs = 2_000
const learntEveryMs = 60_000
const discoveryEveryMs = 5_000
const wanEveryMs = 30_000
const registersEveryMs = 2_000
const lineWritesEveryMs = 2_000
const registersReviewMs = 60_000
const certificateEveryMs = 60_000
const outsideBeatEveryMs = 60_000
const backupEveryMs = 300_000
/** The collector's own series belong to this host id, which is on no list of computers. */
const collectorHostId = 'collector'

function createOsSupport({ repositories, own, options }: Opened): OsSupport {
  return new OsSupport({
    hosts: repositories.hosts,
    table: options.supportTable ?? { asOf: '1970-01-01', systems: [] },
    clock: options.clock,
    add: (hostId, one, timeMs) => own.add(hostId, one, timeMs),
  })
}

function createAgentVersions({ own, options, watch }: Opened): AgentVersions {
  return new AgentVersions({
    hosts: () => watch.hosts,
    version: options.version ?? '',
    clock: options.clock,
    add: (hostId, one, timeMs) => own.add(hostId, one, timeMs),
  })
}

function createLinkKeeper({ store, repositories, networkDesk }: Opened): LinkKeeper {
  const { discovery } = repositories
  const deviceIds = () =>
    networkDesk.state.devices.flatMap(({ hostId, snmp }) => (snmp === null ? [] : [hostId]))
  return new LinkKeeper({ store, discovery, deviceIds })
}

/** Who is there and who was lost. First the collector's own line: what it cannot hear is not lost. */
export async function presenceTurn({ ownLine, presence }: Opened): Promise<void> {
  await ownLine.turn()
  await presence.evaluate()
}

/** What was learnt only afterwards: what absences were, and when the power of a site went. */
export async function pastTurn({ own, restater, power }: Opened): Promise<void> {
  await own.flush()
  await restater.turn()
  await own.flush()
  await power.turn()
}

export function startRounds(opened: Opened, gateway: Gateway): readonly (() => Promise<void>)[] {
  const osSupport = createOsSupport(opened)
  const agentVersions = createAgentVersions(opened)
  const { own, store, watch, backup, options } = opened
  const { links, certificate, disk, backupDesk, registersDesk } = opened
  const { lineWrites, networkDesk, discoveryDesk, rulesDesk, wanDesk } = opened
  const programs = new LineSourceReadings()
  const keeper = createLinkKeeper(opened)
  const { clock, log, home } = options
  const outside = new OutsideBeat({
    ...(options.deadMan ?? { url: '', minutes: 5 }),
    // Reading the office shows that the state answers; a store that is stuck holds commits up.
    well: async () =>
      (await opened.repositories.office.calendar()) && (await store.stats()).lastCommit >= 0,
    clock,
    log,
  })
  const round = (milliseconds: number, name: string, work: () => Promise<void>) =>
    every(clock, log, milliseconds, name, work)
  return [
    round(rulesEveryMs, 'rules', () => rulesDesk.turn()),
    round(presenceEveryMs, 'presence', () => presenceTurn(opened)),
    round(ownSeriesEveryMs, 'own series', () => own.flush()),
    round(restateEveryMs, 'restate', () => pastTurn(opened)),
    round(maintainEveryMs, 'store', () => store.maintain(clock.now())),
    round(diskEveryMs, 'disk', () => disk.turn(store)),
    round(officeEveryMs, 'office', async () => {
      await watch.reload()
      await opened.forwarding?.reload()
    }),
    round(linksEveryMs, 'links', () => links.review()),
    round(networkEveryMs, 'ways', () => opened.ways.review()),
    round(learntEveryMs, 'learnt links', () => keeper.turn()),
    round(certificateEveryMs, 'certificate', async () => {
      const changed = await certificate.review()
      if (changed) gateway.setTls(changed.tls)
    }),
    round(outsideBeatEveryMs, 'outside', () => outside.turn()),
    round(backupEveryMs, 'backup', () => backup.turn()),
    round(backupJobsEveryMs, 'backup jobs', () => backupDesk.turn()),
    round(lineWritesEveryMs, 'line protocol', () => lineWrites.save()),
    round(networkEveryMs, 'network', () => networkDesk.review()),
    round(discoveryEveryMs, 'discovery', () => discoveryDesk.turn()),
    round(wanEveryMs, 'lines of the sites', () => wanDesk.turn()),
    round(registersEveryMs, 'registers', () => registersDesk.turn()),
    round(registersReviewMs, 'registers review', () => registersDesk.review()),
    round(osSupportEveryMs, 'end of support', () => osSupport.turn()),
    round(agentVersionsEveryMs, 'versions of agents', async () => agentVersions.turn()),
    round(selfEveryMs, 'self', async () => {
      const outlet = opened.forwarding?.outlet
      const nowMs = clock.now()
      const self = await selfReading({ ...opened, gateway, home, outlet, nowMs: () => nowMs })
      own.add(collectorHostId, self, nowMs)
      const sources = await opened.repositories.lineSources.all()
      for (const one of programs.due(sources, nowMs)) own.add(collectorHostId, one, nowMs)
    }),
  ]
}
