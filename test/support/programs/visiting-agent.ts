/** Enrols, connects, sends one frame, says what happened as one line of JSON. folder, token */
import { createConnect } from '../../../agent/connect/connect.ts'
import { CollectorList } from '../../../agent/connect/collector-list.ts'
import { enrol } from '../../../agent/enrol.ts'
import { loadIdentity } from '../../../agent/identity.ts'
import { PrivateFolder } from '../../../lib/private-folder.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { helloOf, machine, neverAborted } from '../door.ts'
import { rememberingLog } from '../remembering-log.ts'

const [folder = '', token = ''] = process.argv.slice(2)
const files = new PrivateFolder(folder)
const clock = systemClock
await enrol({ token, machine, files, clock, signal: neverAborted })
const identity = await loadIdentity(files)
if (identity === undefined) throw new Error('The enrolment left no identity')
const collectors = new CollectorList(files, [], identity.addresses)
const connect = createConnect({ identity, collectors, clock, log: rememberingLog() })
const session = await connect(() => helloOf(identity.agentId), neverAborted)
const { promise, resolve } = Promise.withResolvers<unknown>()
session.onMessage(resolve)
session.sendFrame(Buffer.from([9]))
const answer = await promise
await session.close('stop')
console.log(JSON.stringify({ year: new Date(clock.now()).getUTCFullYear(), answer }))
