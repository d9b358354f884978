/** /healthz and /metrics: for programs that watch the watchman. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Clock } from '../../lib/clock.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { ApiParts, Metric } from './parts.ts'

const answerMsMax = 3000

export function healthRoutes(app: FastifyInstance, parts: ApiParts): void {
  const hidden = { schema: { hide: true } }
  app.get('/healthz', hidden, async (_request, reply) => {
    const store = await answers(parts.clock, () => parts.store.stats())
    const state = await answers(parts.clock, () => parts.office.organisation())
    return reply
      .code(store && state ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: store && state ? 'ok' : 'failing', store, state })
  })
  app.get('/metrics', hidden, async (request, reply) => {
    if (request.visitor.kind !== 'token' && !fromLoopback(request))
      return reply.code(401).type('text/plain').send('A bearer token is needed from here\n')
    const metrics = [hostsByPresence(await parts.hosts.all()), ...(await parts.metrics())]
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(prometheusText(metrics))
  })
}

/** Whether it answers within three seconds. */
export async function answers(clock: Clock, ask: () => Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const cancel = clock.after(answerMsMax, () => resolve(false))
  try {
    return await Promise.race([ask().then(() => true), late])
  } catch {
    return false
  } finally {
    cancel()
  }
}

function fromLoopback({ ip }: FastifyRequest): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(ip)
}

function hostsByPresence(hosts: readonly HostRecord[]): Metric {
  const counts = new Map<string, number>()
  for (const { presence } of hosts) counts.set(presence, (counts.get(presence) ?? 0) + 1)
  return {
    name: 'hosts',
    help: 'Hosts by presence',
    type: 'gauge',
    values: [...counts].map(([presence, value]) => ({ labels: { presence }, value })),
  }
}

/** Text format 0.0.4. */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics
    .map(({ name, help, type, values }) => {
      const head = `# HELP mlinzi_${name} ${help}\n# TYPE mlinzi_${name} ${type}\n`
      return (
        head + values.map((one) => `mlinzi_${name}${labelText(one.labels)} ${one.value}\n`).join('')
      )
    })
    .join('')
}

function labelText(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(
    ([key, value]) => `${key}="${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`,
  )
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
