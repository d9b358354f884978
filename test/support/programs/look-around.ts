/** Says as JSON which of the given addresses are seen from this machine. */
import { liveHost } from '../../../agent/host/live.ts'
import { lookAround } from '../../../agent/sources/network/neighbours.ts'
import { systemClock } from '../../../lib/system-clock.ts'

const host = liveHost(systemClock)
const neighbours = process.argv.slice(2).map((address) => ({ address }))
const { signal } = new AbortController()
console.log(JSON.stringify(await lookAround(neighbours, { host, clock: systemClock, signal })))
process.exit(0)
