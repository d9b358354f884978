import { settingsSince } from '../../contract/wire/settings.ts'
import type { HostRecord, Role } from '../model/hosts.ts'
import type { AgentPeer } from '../model/sessions.ts'

export interface Candidate {
  readonly host: HostRecord
  readonly peer: AgentPeer
}

/** Machines that are on all day first. */
const order: Readonly<Record<Role, number>> = {
  server: 0,
  network: 1,
  ups: 1,
  desktop: 2,
  printer: 2,
  laptop: 3,
}

/** Whether the agent says that it may look for its neighbours, and can. */
export function looksAround({ hello }: AgentPeer): boolean {
  return hello.local?.neighbours === true
}

/**
 * The agent that speaks for its site: the present one while it can, else one that sees its
 * neighbours and whose machine is likely to stay on. Undefined when no agent understands the task.
 */
export function electSpeaker(
  candidates: readonly Candidate[],
  present: string | undefined,
): Candidate | undefined {
  const able = candidates.filter(({ peer }) => peer.hello.configVersion >= settingsSince.heartbeat)
  const seeing = able.filter(({ peer }) => looksAround(peer))
  const choice = seeing.length > 0 ? seeing : able
  const stays = choice.find(({ host }) => host.id === present)
  return (
    stays ?? choice.toSorted((a, b) => rank(a) - rank(b) || (a.host.id < b.host.id ? -1 : 1))[0]
  )
}

function rank({ host }: Candidate): number {
  return order[host.role]
}
