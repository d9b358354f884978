/** Which facts of a simulated computer are due: at its start all, then each at its source's beat. */
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import type { Moment } from '../moment.ts'
import { seedOf } from '../random.ts'
import { agentFacts } from './agent.ts'
import { accessFacts, passwordFacts, remoteAccessFacts } from './access.ts'
import { antivirusFacts } from './antivirus.ts'
import { backupFacts } from './backups.ts'
import { arrayFacts, diskFacts } from './disks.ts'
import { encryptionFacts } from './encryption.ts'
import { firewallFacts } from './firewall.ts'
import { lastStopFacts, serviceFacts, signalFacts, timeFacts } from './signals.ts'
import { licenceFacts, stickFacts } from './software.ts'
import { readinessFacts, updateFacts } from './updates.ts'

const minute = 60_000
const protectionMs = 15 * minute
const diskMs = 60 * minute
const dayMs = 24 * 60 * minute
/** The first beat after the start comes within these minutes, so that one sees something happen. */
const firstFromMs = 3 * minute
const firstSpreadMinutes = 7

type Facts = (moment: Moment) => readonly Reading[]
interface Group {
  readonly everyMs: number
  readonly facts: readonly Facts[]
}

export class FactBeats {
  #stickTold = false
  readonly #dueMs = new Map<Group, number>()
  readonly #groups: readonly Group[] = [
    {
      everyMs: protectionMs,
      facts: [
        antivirusFacts,
        firewallFacts,
        encryptionFacts,
        updateFacts,
        arrayFacts,
        backupFacts,
        accessFacts,
        remoteAccessFacts,
        signalFacts,
        lastStopFacts,
        serviceFacts,
        timeFacts,
        agentFacts,
        (moment) => this.#stick(moment),
      ],
    },
    { everyMs: diskMs, facts: [diskFacts] },
    { everyMs: dayMs, facts: [passwordFacts, licenceFacts, readinessFacts] },
  ]

  /** What is due now; it is taken for told. */
  due(moment: Moment): readonly Reading[] {
    const groups = this.#groups.filter((group) => (this.#dueMs.get(group) ?? 0) <= moment.timeMs)
    for (const group of groups) this.#dueMs.set(group, this.#nextMs(group, moment))
    return groups.flatMap(({ facts }) => facts.flatMap((one) => one(moment)))
  }

  #nextMs(group: Group, { host, timeMs }: Moment): number {
    if (this.#dueMs.has(group) || group.everyMs > protectionMs) return timeMs + group.everyMs
    return timeMs + firstFromMs + (seedOf(host.name) % firstSpreadMinutes) * minute
  }
  #stick(moment: Moment): readonly Reading[] {
    const rows = stickFacts(moment, this.#stickTold)
    this.#stickTold ||= rows.length > 1
    return rows
  }
}
