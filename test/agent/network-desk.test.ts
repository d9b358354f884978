/** A poller's desk, its own settings and a trap on its way into the spool. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { liveHost } from '../../agent/host/live.ts'
import { NetworkDesk } from '../../agent/network-desk.ts'
import { agentDefaults, type AgentConfig } from '../../config/agent-defaults.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { NetworkDevice, NetworkOrder } from '../../contract/wire/network.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { freeUdpPort, sendPackets, trapBytes, watched } from '../support/snmp/trap-scene.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

async function desk(network: Partial<AgentConfig['network']>, home = newHome()) {
  const rows: Reading[] = []
  const made = new NetworkDesk({
    config: {
      ...agentDefaults,
      poller: true,
      network: {
        ...agentDefaults.network,
        subnets: ['127.0.0.0/8'],
        trapAddress: '127.0.0.1',
        ...network,
      },
    },
    host: liveHost(systemClock),
    clock: systemClock,
    log: silent,
    files: new PrivateFolder(home),
    random: () => 1,
    append: (_, readings) =>
      rows.push(...readings.filter((one) => one.measurement.name === 'trap')),
    sign: () => Buffer.alloc(64, 7),
  })
  await made.start()
  onTestFinished(() => made.stop())
  return { made, rows, home }
}
function newHome(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-desk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const order = (devices: readonly NetworkDevice[]): NetworkOrder => ({
  type: 'network',
  order: 1,
  part: 0,
  parts: 1,
  devices: [...devices],
  checks: [],
})
/** Sends again until the figure rises: what comes before the order is followed is unknown. */
const sendUntil = async (made: NetworkDesk, port: number, figure: 'taken' | 'unknown') => {
  const packet = await trapBytes(linkDown)
  await vi.waitFor(
    async () => {
      await sendPackets(port, [packet])
      expect(made.figures()?.traps?.[figure]).toBeGreaterThan(0)
    },
    { timeout: 10_000 },
  )
}
const linkDown = '1.3.6.1.6.3.1.1.5.3'

test('where the machine’s own file names a port, traps of the order’s devices are taken', async () => {
  const trapPort = await freeUdpPort()
  const { made, rows, home } = await desk({ trapPort })
  made.receive(order([watched('sw1')]), { send: () => undefined })
  await sendUntil(made, trapPort, 'taken')
  await made.stop()
  expect(rows[0]).toMatchObject({ forHost: 'sw1', tags: { kind: 'link_down' } })

  await vi.waitFor(() => expect(readdirSync(home)).toContain('network.order'))

  // After a power cut, before the collector is heard: by the order that was kept.
  const again = await desk({ trapPort }, home)
  await sendUntil(again.made, trapPort, 'taken')
})

test('a device outside the machine’s own networks sends nothing', async () => {
  const trapPort = await freeUdpPort()
  const { made } = await desk({ trapPort, subnets: ['10.9.0.0/16'], internet: false })
  made.receive(order([watched('sw1')]), { send: () => undefined })
  await sendUntil(made, trapPort, 'unknown')
  expect(made.figures()?.traps?.taken).toBe(0)
})

test('without a port in the file none are taken, whatever the order says', async () => {
  const { made } = await desk({})
  made.receive(order([watched('sw1')]), { send: () => undefined })
  expect(made.figures()?.traps).toBeUndefined()
})
