import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startNode, type Child } from '../child.ts'
import type { BenchHome } from './bench-home.ts'
import type { SwarmOrder } from './swarm-messages.ts'

/** Simulated agents in a child process. */
export class Swarm {
  readonly child: Child
  private constructor(child: Child) {
    this.child = child
  }
  static async start(home: BenchHome, first: number, count: number): Promise<Swarm> {
    const authority = join(home.root, 'bench-authority.pem')
    writeFileSync(authority, home.authority)
    const program = fileURLToPath(new URL('swarm-process.ts', import.meta.url))
    const words = [String(home.port), String(first), String(count), authority]
    const child = startNode(program, words, {})
    await child.message('swarm', 120_000)
    return new Swarm(child)
  }
  /** Gives an order and waits for its answer. */
  async ask<Answer extends { readonly type: string }>(
    order: SwarmOrder,
    answer: Answer['type'],
    withinMs = 300_000,
  ): Promise<Answer> {
    const heard = this.child.message<Answer>(answer, withinMs)
    this.child.send(order)
    return heard
  }
  tell(order: SwarmOrder): void {
    this.child.send(order)
  }
  async stop(): Promise<void> {
    await this.child.stop(2000)
  }
}
