/** What is made to go wrong in the week, and what the officer must be told of it. */
import type { Ill } from '../../../scripts/swarm/ills.ts'
import type { CouncilAgent } from './council-agent.ts'

export interface Fault {
  readonly hostId: string
  readonly fromMs: number
  readonly untilMs?: number
  /** What a mail must say, beside the computer's name. */
  readonly told: RegExp
  /** The computer is gone while it lasts. */
  readonly down?: boolean
  readonly begin: (agent: CouncilAgent, nowMs: number) => void
  readonly end?: (agent: CouncilAgent) => void
}

type Times = Pick<Fault, 'hostId' | 'fromMs' | 'untilMs' | 'told'>

/** Something wrong of the simulated computers' list begins, and ends. */
export function ill(one: Ill, times: Times): Fault {
  return {
    ...times,
    begin: (agent, nowMs) => {
      agent.storyMs = nowMs
      agent.ills.add(one)
    },
    end: (agent) => agent.ills.delete(one),
  }
}

/** Its clock is ahead of all others by so much, as after a flat battery and a wrong hand. */
export function clockJump(aheadMs: number, times: Times): Fault {
  return {
    ...times,
    begin: (agent) => {
      agent.clockAheadMs = aheadMs
    },
  }
}

/** The computer falls silent: as a server does whose power supply dies. */
export function down(times: Times): Fault {
  return { ...times, down: true, begin: () => undefined }
}
