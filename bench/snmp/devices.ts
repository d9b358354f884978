/** So many switches of so many ports, each at a UDP port of its own; their counters grow. */
import { Responder } from '../../test/support/snmp/responder.ts'
import { switchRows } from '../../test/support/snmp/small-devices.ts'
import { systemClock } from '../../lib/system-clock.ts'

const [devices = 500, ports = 30] = process.argv.slice(2).map(Number)
const startedMs = systemClock.monotonic()

const all: Responder[] = []
for (let at = 0; at < devices; at++) all.push(await Responder.start(switchRows(ports)))
process.send?.({ type: 'ready', ports: all.map(({ port }) => port) })

for (;;) {
  await systemClock.sleep(10_000)
  const seconds = (systemClock.monotonic() - startedMs) / 1000
  const rows = switchRows(ports, {
    octets: BigInt(Math.round(1e9 + seconds * 125_000)),
    uptime: Math.round(360_000 + seconds * 100),
  })
  for (const one of all) one.serve(rows)
}
