import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { replayHost } from '../../../agent/host/replay.ts'
import { InventoryPost } from '../../../agent/inventory-post.ts'
import { readFirmwareIds, readMachineFacts } from '../../../agent/machine-facts.ts'
import type { AgentSession } from '../../../agent/session.ts'
import { readInventory } from '../../../agent/sources/inventory/inventory.ts'
import { modulesOf } from '../../../agent/sources/inventory/memory.ts'
import type { AgentMessage } from '../../../contract/wire/messages.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'mlinzi-inventory-'))
afterAll(() => rmSync(folder, { recursive: true }))

const files: Readonly<Record<string, string>> = {
  'sys/class/dmi/id/sys_vendor': 'Dell Inc.\n',
  'sys/class/dmi/id/product_name': 'OptiPlex 3080\n',
  'sys/class/dmi/id/product_serial': 'ABC1234\n',
  'sys/class/dmi/id/product_uuid': '4C4C4544-0042-4310-8031-B3C04F333132\n',
  'sys/class/dmi/id/chassis_type': '3\n',
  'sys/class/dmi/id/bios_version': '2.4.0\n',
  'sys/class/dmi/id/bios_date': '04/23/2021\n',
  'etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n',
  'etc/machine-id': '0123456789abcdef0123456789abcdef\n',
  'proc/cpuinfo':
    'processor\t: 0\nmodel name\t: Intel(R) Core(TM)  i5\nphysical id\t: 0\ncore id\t: 0\nflags\t: fpu\n' +
    'processor\t: 1\nmodel name\t: Intel(R) Core(TM)  i5\nphysical id\t: 0\ncore id\t: 1\nflags\t: fpu\n',
  'proc/meminfo': 'MemTotal: 8000100 kB\nSwapTotal: 2097148 kB\n',
  'proc/net/if_inet6':
    '20010db8000000000000000000000005 02 40 00 80 enp3s0\n' +
    '20010db80000000000000000000000aa 02 40 00 01 enp3s0\n' +
    'fe800000000000000000000000000005 02 40 20 80 enp3s0\n',
  // 192.0.2.0/24 on the wire, and the way out by 192.0.2.1; the second one has the higher metric.
  'proc/net/route':
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n' +
    'enp3s0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n' +
    'enp3s0\t00000000\tFE0200C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n' +
    'enp3s0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n',
  'sys/block/sda/size': '1000215216\n',
  'sys/block/sda/device/model': 'Samsung SSD 860\n',
  'sys/block/sda/wwid': 't10.ATA     Samsung SSD 860      S3Z2NB0K123456X\n',
  'sys/block/sda/queue/rotational': '0\n',
  'sys/block/sda/removable': '0\n',
  'sys/block/loop0/size': '8\n',
  'sys/class/net/enp3s0/address': '54:bf:64:00:00:01\n',
  'sys/class/net/enp3s0/device/vendor': '0x8086\n',
  'sys/class/net/docker0/address': '02:42:00:00:00:01\n',
  'sys/class/net/lo/address': '00:00:00:00:00:00\n',
}
for (const [name, text] of Object.entries(files)) {
  mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}
const answers = { addresses: { enp3s0: ['192.0.2.7'] } }
writeFileSync(path.join(folder, 'answers.json'), JSON.stringify(answers))
const host = replayHost(folder, new VirtualClock())

test('what a computer is, from files', () => {
  expect(readInventory(host)).toEqual({
    computer: {
      manufacturer: 'Dell Inc.',
      model: 'OptiPlex 3080',
      serial: 'ABC1234',
      form: 'desktop',
      bios: '2.4.0',
      biosDate: '2021-04-23',
      virtual: false,
    },
    os: {
      name: 'Debian GNU/Linux 12 (bookworm)',
      id: 'debian',
      version: '12',
      kernel: '6.1.0',
      arch: 'x64',
      hostname: 'replay',
    },
    cpu: { model: 'Intel(R) Core(TM) i5', sockets: 1, cores: 2, threads: 1 },
    memory: { totalBytes: 7813 * 1024 * 1024, swapBytes: 2048 * 1024 * 1024 },
    disks: [
      {
        name: 'sda',
        bytes: 1000215216 * 512,
        model: 'Samsung SSD 860',
        serial: 'S3Z2NB0K123456X',
        kind: 'ssd',
      },
    ],
    network: [
      {
        name: 'enp3s0',
        mac: '54:bf:64:00:00:01',
        addresses: ['192.0.2.7', '2001:db8::5'],
        gateway: '192.0.2.1',
      },
    ],
  })
})

test('the machine is known again without its machine id being told', async () => {
  const facts = readMachineFacts(host, await readFirmwareIds(host))
  expect(facts).toEqual({
    serial: 'ABC1234',
    uuid: '4c4c4544-0042-4310-8031-b3c04f333132',
    machineId: expect.stringMatching(/^[0-9a-f]{64}$/),
    macs: ['54:bf:64:00:00:01'],
  })
  expect(JSON.stringify(facts)).not.toContain('0123456789abcdef')
})

test('memory modules as dmidecode prints them; empty slots are none', () => {
  const output = `Physical Memory Array
	Location: System Board Or Motherboard

Memory Device
	Total Width: 64 bits
	Size: 8 GB
	Locator: DIMM1
	Type: DDR4
	Manufacturer: 80AD000080AD

Memory Device
	Size: No Module Installed
	Locator: DIMM2
	Type: Unknown

Memory Device
	Size: 4096 MB
	Locator: DIMM3
	Type: DDR4
	Manufacturer: Not Specified
`
  expect(modulesOf(output)).toEqual([
    { bytes: 8 * 1024 ** 3, type: 'DDR4', slot: 'DIMM1', manufacturer: '80AD000080AD' },
    { bytes: 4 * 1024 ** 3, type: 'DDR4', slot: 'DIMM3', manufacturer: undefined },
  ])
})

test('the inventory is sent when it differs from what the collector holds, and not again', async () => {
  const sent: AgentMessage[] = []
  const { promise: ended, resolve: end } = Promise.withResolvers<{
    type: 'lost'
    cause: undefined
  }>()
  const session = (): AgentSession => ({
    welcome: welcome(null),
    send: (message) => sent.push(message),
    sendFrame: () => undefined,
    bufferedBytes: 0,
    onMessage: () => undefined,
    ended,
    close: async () => undefined,
  })
  const post = new InventoryPost()
  const facts = readInventory(host)
  post.deliver(facts)
  post.welcomed(welcome(null), session())
  expect(sent).toHaveLength(1)
  post.deliver({ ...facts })
  expect(sent).toHaveLength(1)
  post.deliver({ ...facts, os: { ...facts.os, kernel: '6.2.0' } })
  expect(sent).toHaveLength(2)
  end({ type: 'lost', cause: undefined })
  await ended
  await Promise.resolve()
  post.deliver(facts)
  expect(sent).toHaveLength(2)
  const [first] = sent
  const known = first?.type === 'inventory' ? first.hash : ''
  post.welcomed(welcome(known), session())
  expect(sent).toHaveLength(2)
})

function welcome(inventoryHash: string | null): AgentSession['welcome'] {
  return {
    type: 'welcome',
    hostId: 'h',
    hostName: 'pc-1',
    timeMs: 0,
    dictionary: { count: 0, hash: '0'.repeat(32) },
    limits: {},
    profile: { name: 'lan', sampleSeconds: 60, postSeconds: 60, lazyAckSeconds: 0 },
    historyRows: 0,
    collectors: [],
    inventoryHash,
  }
}
