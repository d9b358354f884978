/**
 * The agent's real scheduler, spool, link and connection on a clock that can be sped up. The
 * readings are those of a simulated office computer: on this machine's own counters a sped minute
 * would hold a second's traffic, and the differences on the wire would be too small.
 */
import { subscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'
import { agentPaths } from '../../agent/home.ts'
import { CollectorList } from '../../agent/connect/collector-list.ts'
import { createConnect } from '../../agent/connect/connect.ts'
import { liveHost } from '../../agent/host/live.ts'
import { spoolFiles } from '../../agent/host/spool-files.ts'
import { loadIdentity } from '../../agent/identity.ts'
import { InventoryPost } from '../../agent/inventory-post.ts'
import { Link } from '../../agent/link/link.ts'
import { Scheduler } from '../../agent/scheduler.ts'
import { agentSource } from '../../agent/sources/agent.ts'
import { readInventory } from '../../agent/sources/inventory/inventory.ts'
import { openSpool } from '../../agent/spool/spool.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { SpedClock } from '../sped-clock.ts'
import { countTraffic, type Traffic } from './count-traffic.ts'
import { simulatedSources } from './simulated-sources.ts'

type Order = { readonly type: 'speed'; readonly factor: number } | { readonly type: 'cut' | 'told' }

const [home = '', beats = ''] = process.argv.slice(2)
const whole = beats === 'whole samples'
const clock = new SpedClock(1, true)
const log = { debug: no, info: no, warn: no, error: no }
function no(): void {}
const paths = agentPaths(home)
const files = new PrivateFolder(paths.folder)
const identity = await loadIdentity(files)
if (!identity) throw new Error('This agent is not enrolled')
const host = liveHost(systemClock)
const spool = openSpool({
  path: paths.spool,
  clock,
  bootId: 'bench',
  files: spoolFiles,
  log,
})
const sampled = { samples: 0, values: 0 }
const traffic: Traffic = { sessions: 0, frames: 0, frameBytes: 0, messages: {} }
const inventory = new InventoryPost()
let socket: Socket | undefined
subscribe('net.client.socket', (message) => {
  if (typeof message === 'object' && message !== null && 'socket' in message) {
    if (message.socket instanceof Socket) socket = message.socket
  }
})

const collectors = new CollectorList(files, [], identity.addresses)
const link: Link = new Link({
  spool,
  connect: countTraffic(createConnect({ identity, collectors, clock, log }), traffic),
  hello: () => ({
    agentId: identity.agentId,
    version: '0.1.0',
    hostname: host.facts().hostname,
    platform: host.platform,
    checks: [],
    configVersion: 1,
    facts: { macs: [] },
    instance: '0123456789abcdef',
  }),
  clock,
  log,
  random: Math.random,
  onWelcome: (welcome, session) => {
    scheduler.setSampleSeconds(welcome.profile.sampleSeconds)
    inventory.welcomed(welcome, session)
    process.send?.({ type: 'welcomed' })
  },
})
const own = agentSource(() => ({
  rssBytes: process.memoryUsage.rss(),
  cpuSeconds: process.cpuUsage().user / 1e6,
  uptimeSeconds: clock.uptime() / 1000,
  spoolRows: spool.stats().backlogRows,
  spoolBytes: spool.stats().bytes,
  spoolOldestMs: undefined,
  droppedRows: 0,
  reconnects: 0,
  refusedFrames: 0,
}))
const scheduler = new Scheduler({
  sources: [...simulatedSources(clock, sampled, whole), ...(whole ? [] : [own])],
  host,
  clock,
  log,
  random: Math.random,
  sampleSeconds: 60,
  append: (timeMs, readings, late) => link.post(spool.append(readings, timeMs), late),
})
process.on('message', (order: Order) => {
  if (order.type === 'speed') clock.factor = order.factor
  else if (order.type === 'cut') socket?.destroy()
  else process.send?.({ type: 'told', ...sampled, traffic })
})
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))
inventory.deliver(readInventory(host))
await Promise.all([scheduler.start(), link.start()])
