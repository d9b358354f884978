/**
 * The collector that agents report to while they are measured: the real one, from the sources, but
 * with a link profile of 10 s and one that hardly samples, which no shipped profile has.
 */
import { startCollector } from '../../collector/collector.ts'
import { collectorHome } from '../../collector/home.ts'
import { linkProfiles } from '../../collector/link-profiles.ts'
import { systemClock } from '../../lib/system-clock.ts'

// Acknowledged as on the LAN, or a sped agent would find the line dead between two acknowledgements.
const { lazyAckSeconds } = linkProfiles.lan
Object.assign(linkProfiles.wan, { sampleSeconds: 10, postSeconds: 10, lazyAckSeconds })
Object.assign(linkProfiles.thin, { sampleSeconds: 3600, postSeconds: 3600, lazyAckSeconds })

interface FactsOrder {
  readonly type: 'facts'
  readonly fromMs: number
  readonly toMs: number
}

const [root = '', port = ''] = process.argv.slice(2)
const log = { debug: no, info: no, warn: no, error: no }
function no(): void {}
const collector = await startCollector({
  home: collectorHome(root),
  address: '127.0.0.1',
  port: Number(port),
  names: [],
  collectors: [],
  retention: { full: 14, m5: 400, h1: 1830 },
  rules: [],
  backup: { folder: '', keep: 1 },
  clock: systemClock,
  log,
  requestListener: async () => (_request, response) => response.end(),
})
process.on('message', (order: FactsOrder) => void facts(order))
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => void collector.close().then(() => process.exit(0)))
process.send?.({ type: 'ready' })

/** By host id, of that time: values that were read, sent and kept, and in how many rounds. */
async function facts({ fromMs, toMs }: FactsOrder): Promise<void> {
  const { store, watch } = collector.stages
  const values: Record<string, number> = {}
  const rounds: Record<string, number> = {}
  for (const { id } of watch.hosts) {
    let sum = 0
    let most = 0
    for (const { id: seriesId, descriptor } of store.series.ofHost(id)) {
      for (const { name: field } of descriptor.fields) {
        const [answer] = await store.range({ seriesIds: [seriesId], field, fromMs, toMs })
        const points = answer?.points.filter(({ value }) => value !== null) ?? []
        sum += points.length
        most = Math.max(most, points.length)
      }
    }
    values[id] = sum
    rounds[id] = most
  }
  process.send?.({ type: 'facts', values, rounds })
}
