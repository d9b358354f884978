/** A receiver of traps on loopback, what it writes, and Debian's programs that send them. */
import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import snmp from 'net-snmp'
import {
  TrapReceiver,
  type TrapFigures,
} from '../../../agent/sources/network/snmp/trap-receiver.ts'
import type { ReadingValue } from '../../../contract/catalogue/grammar.ts'
import { sampleOf } from '../../../contract/catalogue/sample.ts'
import type { NetworkDevice, SnmpAccess } from '../../../contract/wire/network.ts'
import { systemClock } from '../../../lib/system-clock.ts'

export const community = 'siri-ya-swichi'

export type TrapRow = Readonly<Record<string, ReadingValue | undefined>>

export interface TrapScene {
  readonly port: number
  readonly rows: readonly TrapRow[]
  figures(): TrapFigures
  follow(devices: readonly NetworkDevice[]): void
  /** Ends the receiver, which tells what it has counted. */
  stop(): Promise<void>
}

export function watched(id: string, access: Partial<SnmpAccess> = {}): NetworkDevice {
  const snmpAccess = { version: '2c', community, everySeconds: 60, ...access } as const
  return { id, name: id, role: 'network', address: '127.0.0.1', snmp: snmpAccess }
}

/** Takes at a free port of loopback; `told` is what the log was told. */
export async function trapScene(
  devices: readonly NetworkDevice[],
  more: {
    readonly perMinute?: number
    readonly port?: number
    readonly told?: string[]
    readonly address?: string
  } = {},
): Promise<TrapScene> {
  const rows: TrapRow[] = []
  const { perMinute = 20, port = await freeUdpPort(), told = [], address = '127.0.0.1' } = more
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  const say = (_: unknown, text?: string): void => {
    told.push(text ?? '')
    open()
  }
  const receiver = new TrapReceiver({
    port,
    address,
    perMinute,
    seed: Buffer.from('poller'),
    clock: systemClock,
    log: { info: say, warn: say },
    resolve: async (name) =>
      name === 'swichi.local' ? '127.0.0.1' : Promise.reject(new Error(name)),
    append: (timeMs, readings) => {
      for (const one of readings) {
        const sample = sampleOf(one)
        if ('refused' in sample) throw new Error(sample.refused)
        if (sample.problems.length > 0) throw new Error(sample.problems.join(', '))
        rows.push({ host: one.forHost, timeMs, ...one.tags, ...one.fields })
      }
    },
  })
  receiver.start()
  receiver.follow(devices)
  // The log says that the port is open, or that it cannot be.
  await opened
  return {
    port,
    rows,
    figures: () => receiver.figures(),
    follow: (changed) => receiver.follow(changed),
    stop: () => receiver.stop(),
  }
}

/** Runs `snmptrap` or `snmpinform`; true: it ended well (an inform was answered). */
export async function send(
  program: 'snmptrap' | 'snmpinform',
  words: readonly string[],
): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'snmptrap-'))
  const env = { PATH: process.env['PATH'], SNMP_PERSISTENT_DIR: folder, MIBS: '', HOME: folder }
  const { promise, resolve } = Promise.withResolvers<boolean>()
  execFile(program, ['-t', '1', '-r', '1', ...words], { env }, (error) => resolve(error === null))
  const ended = await promise
  rmSync(folder, { recursive: true, force: true })
  return ended
}

/** A trap of SNMPv2c as its bytes. */
export async function trapBytes(oid: string): Promise<Buffer> {
  const catcher = createSocket('udp4').bind(0, '127.0.0.1')
  await once(catcher, 'listening')
  const session = snmp.createSession('127.0.0.1', community, {
    version: snmp.Version2c,
    trapPort: catcher.address().port,
  })
  const caught = once(catcher, 'message')
  session.trap(oid, () => undefined)
  const [bytes] = (await caught) as [Buffer]
  session.close()
  catcher.close()
  return bytes
}

/** Sends packets one after the other from an address of loopback. */
export async function sendPackets(
  port: number,
  packets: readonly Buffer[],
  from = '127.0.0.1',
): Promise<void> {
  const socket = createSocket('udp4').bind(0, from)
  await once(socket, 'listening')
  for (const one of packets) {
    await new Promise((sent) => socket.send(one, port, '127.0.0.1', sent))
  }
  socket.close()
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}
