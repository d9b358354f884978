/** The real collector with the shipped link profiles, on a clock that can be sped up. */
import { startCollector } from '../../collector/collector.ts'
import { collectorHome } from '../../collector/home.ts'
import { SpedClock } from '../sped-clock.ts'

const [root = '', port = ''] = process.argv.slice(2)
const clock = new SpedClock(1, true)
const log = { debug: no, info: no, warn: no, error: no }
function no(): void {}
const collector = await startCollector({
  home: collectorHome(root),
  address: '::',
  port: Number(port),
  names: [],
  collectors: [],
  retention: { full: 14, m5: 400, h1: 1830 },
  rules: [],
  backup: { folder: '', keep: 1 },
  clock,
  log,
  requestListener: async () => (_request, response) => response.end(),
})
process.on('message', (order: { readonly type: string; readonly factor: number }) => {
  if (order.type === 'speed') clock.factor = order.factor
  else process.send?.({ type: 'counts', counts: collector.stages.counts() })
})
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => void collector.close().then(() => process.exit(0)))
process.send?.({ type: 'ready' })
