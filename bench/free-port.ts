import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the range of outgoing connections, and within what a Zabbix agent accepts. */
const first = 20_000
const last = 32_000
const triesMax = 50

/** A port of this machine that was free just now. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < triesMax; tries++) {
    const port = first + Math.floor(Math.random() * (last - first))
    const server = createServer()
    try {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      return port
    } catch {
      // Somebody has this one; the next.
    } finally {
      server.close()
    }
  }
  throw new Error(`No free port was found in ${triesMax} tries`)
}
