/** A collector's door with real state, real TLS and an ingest that only remembers. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { RequestListener } from 'node:http'
import { loadIdentity } from '../../agent/identity.ts'
import { CollectorList } from '../../agent/connect/collector-list.ts'
import { createConnect } from '../../agent/connect/connect.ts'
import { enrol, type EnrolOptions, type Enrolled } from '../../agent/enrol.ts'
import type { AgentSession } from '../../agent/session.ts'
import { openAuthority, type Authority } from '../../collector/gateway/authority.ts'
import type { GatewayLimits } from '../../collector/gateway/gateway-limits.ts'
import type { GatewayOptions } from '../../collector/gateway/gateway-options.ts'
import { createGateway, type Gateway } from '../../collector/gateway/gateway.ts'
import type { EnrolmentToken } from '../../collector/model/hosts.ts'
import type {
  AgentPeer,
  IngestStage,
  PeerSession,
  SessionEvent,
} from '../../collector/model/sessions.ts'
import { openState, type StateDatabase } from '../../collector/state/database.ts'
import { createIdentity, type Identity } from '../../collector/state/identity.ts'
import type { IdentityTables } from '../../collector/state/identity-tables.ts'
import { identityMigration } from '../../collector/state/migrations/0001-identity.ts'
import { formatEnrolmentToken } from '../../contract/wire/enrolment-token.ts'
import type { AgentMessage, Hello } from '../../contract/wire/messages.ts'
import { rememberingLog } from './remembering-log.ts'
import type { Clock } from '../../lib/clock.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'

export const lanProfile = {
  name: 'lan',
  sampleSeconds: 60,
  postSeconds: 60,
  lazyAckSeconds: 0,
} as const
const emptyHash = '0'.repeat(32)

/** Keeps what came, acknowledges each frame by its last byte. */
export class RememberingIngest implements IngestStage {
  readonly frames: { agentId: string; bytes: Buffer }[] = []
  readonly messages: AgentMessage[] = []
  readonly peers: AgentPeer[] = []
  closed = 0
  async open(peer: AgentPeer): Promise<PeerSession> {
    this.peers.push(peer)
    return {
      dictionary: { count: 0, hash: emptyHash },
      historyRows: 100,
      receiveFrame: (bytes) => {
        this.frames.push({ agentId: peer.agentId, bytes: Buffer.from(bytes) })
        const seq = bytes.at(-1) ?? 0
        peer.send({ type: 'ack', frame: 0, epoch: peer.hello.epoch, intervals: [[seq, seq]] })
      },
      receiveMessage: (message) => this.messages.push(message),
      closed: () => this.closed++,
    }
  }
}

export interface Door {
  readonly home: string
  readonly state: StateDatabase<IdentityTables>
  readonly identity: Identity
  readonly authority: Authority
  readonly gateway: Gateway
  readonly port: number
  readonly ingest: RememberingIngest
  readonly events: SessionEvent[]
  readonly log: ReturnType<typeof rememberingLog>
  /** An enrolment token's text for this door. */
  token(change?: Partial<EnrolmentToken>, addresses?: readonly string[]): Promise<string>
  close(): Promise<void>
}
export interface DoorOptions {
  readonly home?: string
  readonly port?: number
  readonly host?: string
  readonly limits?: Partial<GatewayLimits>
  readonly collectors?: readonly string[]
  readonly requestListener?: RequestListener
  readonly authority?: Authority
  readonly ingest?: IngestStage
  readonly clock?: Clock
  readonly gateway?: Pick<GatewayOptions, 'settingsOf' | 'onHeartbeat'>
}

export async function openDoor(options: DoorOptions = {}): Promise<Door> {
  const home = options.home ?? (await temporaryFolder())
  const state = await openState<IdentityTables>(path.join(home, 'state.sqlite'), {
    '0001-identity': identityMigration,
  })
  const identity = createIdentity(state.db, systemClock)
  const authority =
    options.authority ??
    (await openAuthority(new PrivateFolder(path.join(home, 'ca')), 'Test', ['localhost']))
  const ingest = new RememberingIngest()
  const events: SessionEvent[] = []
  const log = rememberingLog()
  let addresses: readonly string[] = options.collectors ?? []
  const gateway = createGateway({
    tls: authority.tls,
    requestListener: options.requestListener ?? ((_request, response) => response.end('page')),
    keys: identity.keys,
    keyWatch: identity.keyWatch,
    ingest: options.ingest ?? ingest,
    clock: options.clock ?? systemClock,
    log,
    onSession: (event) => events.push(event),
    profileOf: async () => lanProfile,
    collectors: () => addresses,
    siteOf: async () => null,
    ...options.gateway,
    ...(options.limits && { limits: options.limits }),
  })
  const host = options.host ?? '127.0.0.1'
  const port = await gateway.listen(options.port ?? 0, host)
  if (options.collectors === undefined) addresses = [`${host}:${port}`]
  return {
    home,
    state,
    identity,
    authority,
    gateway,
    port,
    ingest,
    events,
    log,
    token: async (change = {}, at = [`${host}:${port}`]) => {
      const { id, secret } = await identity.enrolment.createToken({ ...openToken(), ...change })
      return formatEnrolmentToken({ addresses: at, fingerprint: authority.fingerprint, id, secret })
    },
    close: async () => {
      await gateway.close()
      await state.close()
    },
  }
}

function openToken(): Omit<EnrolmentToken, 'id' | 'createdAtMs' | 'revoked'> {
  return {
    expiresAtMs: systemClock.now() + 3_600_000,
    usesLeft: 10,
    siteId: 'kilosa',
    departmentId: null,
    role: 'desktop',
    autoApprove: true,
    note: '',
  }
}

const folders: string[] = []
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mlinzi-test-'))
  folders.push(folder)
  return folder
}
export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}

export const neverAborted = new AbortController().signal

export interface TestAgent {
  readonly files: PrivateFolder
  hello(change?: Partial<Hello>): Promise<Hello>
  connect(change?: Partial<Hello>, clock?: Clock): Promise<AgentSession>
}

/** An agent with its home in the folder; it connects as the real one does. */
export function agentIn(folder: string, configured: readonly string[] = []): TestAgent {
  const files = new PrivateFolder(folder)
  const identity = async () => {
    const loaded = await loadIdentity(files)
    if (loaded === undefined) throw new Error('This test agent is not enrolled')
    return loaded
  }
  const hello = async (change: Partial<Hello> = {}): Promise<Hello> => ({
    ...helloOf((await identity()).agentId),
    ...change,
  })
  return {
    files,
    hello,
    connect: async (change = {}, clock = systemClock) => {
      const loaded = await identity()
      const collectors = new CollectorList(files, configured, loaded.addresses)
      await collectors.load()
      const opening = await hello(change)
      const connect = createConnect({
        identity: loaded,
        collectors,
        clock,
        log: rememberingLog(),
      })
      return connect(() => opening, neverAborted)
    },
  }
}

export function helloOf(agentId: string): Hello {
  return {
    type: 'hello',
    agentId,
    epoch: 'e'.repeat(32),
    version: '0.1.0',
    hostname: 'pc-1',
    platform: 'linux',
    clock: { wallMs: systemClock.now(), uptimeMs: 60_000, boot: 1 },
    dictionary: { count: 0, hash: emptyHash },
    checks: ['cpu'],
    configVersion: 1,
    facts: { macs: [] },
    backlogRows: 0,
    instance: '1'.repeat(16),
  }
}

export const machine: EnrolOptions['machine'] = {
  version: '0.1.0',
  hostname: 'pc-1',
  platform: 'linux',
  facts: { macs: [] },
}

export async function enrolIn(
  folder: string,
  token: string,
  change: Partial<typeof machine> = {},
): Promise<Enrolled> {
  const files = new PrivateFolder(folder)
  const own = { ...machine, ...change }
  return enrol({ token, machine: own, files, clock: systemClock, signal: neverAborted })
}

/** An enrolled agent, ready to connect. */
export async function enrolledAgent(door: Door, configured: readonly string[] = []) {
  const folder = await temporaryFolder()
  const enrolled = await enrolIn(folder, await door.token())
  return { ...agentIn(folder, configured), ...enrolled, folder }
}

/** Polls until the condition holds; fails with the description after ten seconds. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>) {
  for (let turn = 0; turn < 1000; turn++) {
    if (await holds()) return
    await systemClock.sleep(10)
  }
  throw new Error(`It never happened: ${what}`)
}
