import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProgram } from '../child.ts'
import { freePort } from '../free-port.ts'
import { CountingRelay } from '../relay.ts'
import { familyOf } from '../process-cost.ts'
import type { Peer } from './peer.ts'

const states = ['user', 'system', 'idle', 'iowait', 'nice', 'interrupt', 'softirq', 'steal']
/** Items of the Linux template that ask for what the agent reads. */
const items = [
  ...states.map((state) => `system.cpu.util[,${state}]`),
  ...['avg1', 'avg5', 'avg15'].map((span) => `system.cpu.load[all,${span}]`),
  ...['total', 'available', 'pavailable', 'used', 'free', 'cached', 'buffers'].map(
    (kind) => `vm.memory.size[${kind}]`,
  ),
  ...['total', 'free', 'pfree'].map((kind) => `system.swap.size[,${kind}]`),
  'system.swap.in',
  'system.swap.out',
  'system.uptime',
  'system.users.num',
  'net.if.in[lo,bytes]',
  'net.if.out[lo,bytes]',
  'net.if.in[lo,errors]',
  'net.if.out[lo,dropped]',
  'vfs.dev.read[,operations]',
  'vfs.dev.write[,operations]',
]
/** What the agent reads every five minutes. */
const slowItems = [
  'proc.num[]',
  'proc.num[,,run]',
  'vfs.fs.size[/,total]',
  'vfs.fs.size[/,used]',
  'vfs.fs.size[/,pused]',
  'vfs.fs.inode[/,pfree]',
]
const headerBytes = 13

export async function startZabbixAgent(name: string): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'mlinzi-bench-zabbix-'))
  const port = await freePort()
  const config = join(folder, 'agent.conf')
  writeFileSync(
    config,
    `Server=127.0.0.1\nListenIP=127.0.0.1\nListenPort=${port}\nHostname=bench\nAllowRoot=1\n` +
      `StartAgents=1\nLogType=file\nLogFile=${folder}/log\nPidFile=${folder}/pid\n`,
  )
  const child = startProgram('/usr/sbin/zabbix_agentd', ['-f', '-c', config])
  const relay = await CountingRelay.to(port)
  let values = 0
  return {
    name,
    pids: () => familyOf(child.pid),
    poll: async (slow) => {
      for (const item of slow ? [...items, ...slowItems] : items) {
        const answer = await ask(relay.port, item)
        if (answer !== '' && !answer.startsWith('ZBX_NOTSUPPORTED')) values++
      }
    },
    facts: () => values,
    bytes: () => relay.bytes.up + relay.bytes.down,
    stop: async () => {
      await child.stop()
      relay.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Zabbix's passive check: a connection for each item. */
async function ask(port: number, item: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const header = Buffer.alloc(headerBytes)
  header.write('ZBXD\x01', 'latin1')
  header.writeUInt32LE(item.length, 5)
  socket.write(Buffer.concat([header, Buffer.from(item)]))
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('close', resolve))
  return Buffer.concat(chunks).subarray(headerBytes).toString('utf8')
}
