/** The shipped collector as a process of its own. */
import type { ReadyMessage } from '../../scripts/mlinzi/child.ts'
import { bundles } from '../bundles.ts'
import { startNode, type Child } from '../child.ts'

interface TokenMessage {
  readonly type: 'localToken'
  readonly token: string
}

export class CollectorProcess {
  readonly child: Child
  readonly ready: ReadyMessage

  private constructor(child: Child, ready: ReadyMessage) {
    this.child = child
    this.ready = ready
  }
  /** Resolves when it serves. */
  static async start(root: string): Promise<CollectorProcess> {
    const child = startNode(bundles.program, ['collector', 'run'], { MLINZI_HOME: root })
    return new CollectorProcess(child, await child.message<ReadyMessage>('ready', 120_000))
  }
  get pid(): number {
    return this.child.pid
  }
  /** For one agent, approved at once. */
  async token(site?: string): Promise<string> {
    const answer = this.child.message<TokenMessage>('localToken')
    this.child.send({ type: 'localToken', ...(site === undefined ? {} : { site }) })
    return (await answer).token
  }
  async stop(): Promise<void> {
    await this.child.stop()
  }
}

/** Gives the shipped agent in this home a key. */
export async function enrolAgent(root: string, token: string): Promise<void> {
  const child = startNode(bundles.agent, ['enrol'], { MLINZI_HOME: root, MLINZI_TOKEN: token })
  const code = await child.exit()
  if (code !== 0) throw new Error(`The agent could not be enrolled (exit code ${code})`)
}
