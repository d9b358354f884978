/** Facts of a host, written through the real store as the collector writes its own. */
import { OwnSeries } from '../../collector/own-series.ts'
import type { TimeSeriesStore } from '../../collector/model/store.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import { rememberingLog } from './remembering-log.ts'

/** Writes the readings as of now; resolves when they can be read. */
export async function tellFacts(
  store: TimeSeriesStore,
  clock: Clock,
  facts: readonly (readonly [hostId: string, one: Reading])[],
): Promise<void> {
  const own = new OwnSeries({ store, clock, log: rememberingLog(), onCommit: () => undefined })
  for (const [hostId, one] of facts) own.add(hostId, one, clock.now())
  await own.flush()
}
