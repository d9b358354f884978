/** Memory of a bare TLS `ws` server, per connection, under the same traffic as the collector. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { collectorHome } from '../../collector/home.ts'
import { startNode } from '../child.ts'
import { memoryOf } from '../process-cost.ts'
import type { BenchHome } from './bench-home.ts'

const program = fileURLToPath(new URL('bare-process.ts', import.meta.url))

interface Listening {
  readonly type: 'listening'
  readonly port: number
}

/** Megabytes resident with so many connections, each after so many beats. */
export async function bareMegabytes(
  home: BenchHome,
  counts: readonly number[],
  beats: number,
): Promise<readonly number[]> {
  const authority = collectorHome(home.root).authority
  const files = [join(authority, 'leaf.pem'), join(authority, 'leaf.key')]
  const server = startNode(program, ['server', ...files], {})
  const { port } = await server.message<Listening>('listening')
  const client = startNode(program, ['client', String(port)], {})
  await client.message('bare')
  const megabytes: number[] = []
  let connected = 0
  for (const count of counts) {
    const obeyed = client.message('obeyed', 600_000)
    client.send({ connect: count - connected, beats })
    await obeyed
    connected = count
    megabytes.push(memoryOf([server.pid]).rssMegabytes)
  }
  await client.stop()
  await server.stop()
  return megabytes
}
