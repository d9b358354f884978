/** Reads which removable devices were plugged in from what is committed, and asks the register. */
import { removableUnregistered } from '../../contract/catalogue/families/removable-unregistered.ts'
import { removableUse } from '../../contract/catalogue/families/removable-use.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import { rowAt, rowHeaderLength, skipFlag } from '../../contract/wire/packed-rows.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AppendFrame, Commit, TimeSeriesStore } from '../model/store.ts'
import type { RemovablesRepository } from '../state/removables.ts'

export interface RemovableDeskParts {
  readonly removables: Pick<RemovablesRepository, 'saw'>
  readonly store: Pick<TimeSeriesStore, 'series' | 'range'>
  readonly clock: Clock
  readonly add: (hostId: string, one: Reading, timeMs: number) => void
}

interface Use {
  readonly hostId: string
  readonly device: string
  readonly timeMs: number
}

/** Uses that wait for the next turn; beyond it the oldest are looked up in the store again. */
const waitingMax = 10_000
/** What was committed while the collector stopped is found again in the store. */
const lookBackMs = 14 * 86_400_000
const deviceMax = 255

export class RemovableDesk {
  readonly #parts: RemovableDeskParts
  #waiting: Use[] = []
  #caughtUp = false

  constructor(parts: RemovableDeskParts) {
    this.#parts = parts
  }

  /** Cheap: most frames have no such row. */
  offer({ frames }: Commit): void {
    for (const frame of frames) this.#offerFrame(frame)
  }

  /** Asks the register about what came since the last turn, and at first about the last days. */
  async turn(): Promise<void> {
    if (!this.#caughtUp) {
      for (const use of await this.#stored()) await this.#judge(use)
      this.#caughtUp = true
    }
    while (this.#waiting.length > 0) {
      const [use] = this.#waiting
      if (use) await this.#judge(use)
      this.#waiting.shift()
    }
  }

  #offerFrame({ rows: { data, length, strings } }: AppendFrame): void {
    const { series } = this.#parts.store
    for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
      const stored = series.get(data[at] ?? 0)
      if (stored?.descriptor.measurement !== removableUse.name) continue
      if ((data[at + rowAt.flags] ?? 0) & skipFlag) continue
      const column = stored.descriptor.fields.findIndex(({ name }) => name === 'device')
      const device = strings[data[at + rowHeaderLength + column] ?? Number.NaN]
      if (column < 0 || device === undefined) continue
      this.#waiting.push({ hostId: stored.hostId, device, timeMs: data[at + 2] ?? 0 })
      if (this.#waiting.length > waitingMax) {
        this.#waiting.shift()
        this.#caughtUp = false
      }
    }
  }

  async #stored(): Promise<readonly Use[]> {
    const { store, clock } = this.#parts
    const own = [...store.series.all()].filter(
      ({ descriptor }) => descriptor.measurement === removableUse.name,
    )
    const nowMs = clock.now()
    const hostOf = new Map(own.map(({ id, hostId }) => [id, hostId]))
    const answers = await store.range({
      seriesIds: [...hostOf.keys()],
      field: 'device',
      fromMs: nowMs - lookBackMs,
      toMs: nowMs,
    })
    return answers.flatMap(({ seriesId, points }) =>
      points.flatMap(({ timeMs, value }) => {
        const hostId = hostOf.get(seriesId)
        return hostId !== undefined && typeof value === 'string'
          ? [{ hostId, device: value, timeMs }]
          : []
      }),
    )
  }

  async #judge({ hostId, device, timeMs }: Use): Promise<void> {
    const { removables, add } = this.#parts
    const key = device.slice(0, deviceMax)
    const answer = await removables.saw(key, hostId, timeMs)
    if (answer !== 'unregistered') return
    add(hostId, reading(removableUnregistered, {}, { device: key }), timeMs)
  }
}
