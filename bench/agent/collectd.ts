import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProgram } from '../child.ts'
import { familyOf } from '../process-cost.ts'
import type { Peer } from './peer.ts'

/** The agent's fast facts (pressure stalls excepted, which collectd does not read) … */
const fast = ['cpu', 'memory', 'swap', 'load', 'uptime', 'users', 'disk', 'interface', 'battery']
/** … and those that the agent reads every five minutes. */
const slow = ['df', 'processes']

/** @param slowSeconds of df and processes. */
export async function startCollectd(
  name: string,
  seconds: number,
  slowSeconds: number,
): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'mlinzi-bench-collectd-'))
  const listener = createSocket('udp4').bind(0, '127.0.0.1')
  await once(listener, 'listening')
  let values = 0
  let bytes = 0
  listener.on('message', (packet) => {
    bytes += packet.length
    values += valuesIn(packet)
  })
  const config = join(folder, 'collectd.conf')
  writeFileSync(config, text(folder, seconds, slowSeconds, listener.address().port))
  const child = startProgram('/usr/sbin/collectd', ['-f', '-C', config])
  return {
    name,
    pids: () => familyOf(child.pid),
    facts: () => values,
    bytes: () => bytes,
    stop: async () => {
      await child.stop()
      listener.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function text(folder: string, seconds: number, slowSeconds: number, port: number): string {
  return `
Hostname "bench"
FQDNLookup false
BaseDir "${folder}"
PIDFile "${folder}/pid"
Interval ${seconds}
${fast.map((plugin) => `LoadPlugin ${plugin}`).join('\n')}
${slow.map((plugin) => `<LoadPlugin ${plugin}>\n  Interval ${slowSeconds}\n</LoadPlugin>`).join('\n')}
LoadPlugin network
<Plugin cpu>
  ReportByCpu false
  ValuesPercentage true
</Plugin>
<Plugin swap>
  ReportIO true
</Plugin>
<Plugin df>
  FSType "rootfs"
  FSType "tmpfs"
  FSType "devtmpfs"
  FSType "overlay"
  FSType "proc"
  FSType "sysfs"
  IgnoreSelected true
  ReportInodes true
</Plugin>
<Plugin network>
  Server "127.0.0.1" "${port}"
</Plugin>
`
}

/** Of collectd's binary protocol: parts of type, length, content; a part of type 6 holds values. */
function valuesIn(packet: Buffer): number {
  let values = 0
  for (let at = 0; at + 6 <= packet.length;) {
    const length = packet.readUInt16BE(at + 2)
    if (packet.readUInt16BE(at) === 6) values += packet.readUInt16BE(at + 4)
    if (length < 4) break
    at += length
  }
  return values
}
