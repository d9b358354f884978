import { rmSync } from 'node:fs'
import { mallocEnvironment, nodeFlagsFor } from '../../agent/small-memory.ts'
import { startNode } from '../child.ts'
import { agentHome } from '../fleet/bench-home.ts'
import { CountingRelay } from '../relay.ts'
import type { Peer } from './peer.ts'

export interface AgentPlace {
  /** Its place in the home's list of computers. */
  readonly index: number
  readonly authority: string
  readonly port: number
}

/** Our agent: the shipped bundle with `['run']`, the sped one with its factor. */
export async function startAgentProcess(
  name: string,
  bundle: string,
  words: (home: string) => readonly string[],
  { index, authority, port }: AgentPlace,
): Promise<Peer> {
  const relay = await CountingRelay.to(port)
  const home = agentHome(index, authority, `127.0.0.1:${relay.port}`)
  // As npm start and the service unit start it.
  const environment = { MLINZI_HOME: home, ...mallocEnvironment }
  const flags = nodeFlagsFor(process.versions.node)
  const child = startNode(bundle, words(home), environment, [], flags)
  return {
    name,
    pids: () => [child.pid],
    // The collector knows; see cpu-rows.ts.
    facts: () => undefined,
    bytes: () => relay.bytes.up + relay.bytes.down,
    stop: async () => {
      await child.stop()
      relay.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
