/** What a host and its disks said of its ends, out of the stored rows. */
import { lastStop } from '../../contract/catalogue/families/last-stop.ts'
import { smartDevice } from '../../contract/catalogue/families/smart-device.ts'
import type { RangePoint } from '../model/store.ts'
import { seriesOf, type PresenceStore } from './presence-line.ts'
import type { KnownStop, StopEvidence, UnsafeShutdown } from './restated-presence.ts'

export interface EvidenceRequest {
  readonly hostId: string
  readonly fromMs: number
  readonly toMs: number
  /** By how much the host's clock is ahead. */
  readonly aheadMs: number
}

/** Clocks that are nearly right are taken as they are. */
const clockOffMs = 60_000
const causes = new Map<number, KnownStop['cause']>(
  (['shutdown', 'restart', 'power_lost', 'crash'] as const).map((cause) => [
    lastStop.fields.cause.states[cause],
    cause,
  ]),
)

export async function readStopEvidence(
  store: PresenceStore,
  request: EvidenceRequest,
): Promise<StopEvidence> {
  return {
    stops: await readStops(store, request),
    unsafe: await readUnsafeShutdowns(store, request),
  }
}

/** The newest word about each start counts: a crash's trace is found later than the start. */
async function readStops(
  store: PresenceStore,
  request: EvidenceRequest,
): Promise<readonly KnownStop[]> {
  const { hostId, fromMs, toMs, aheadMs } = request
  const seriesIds = seriesOf(store, hostId, lastStop.name)
  if (seriesIds.length === 0) return []
  const column = async (field: string): Promise<ReadonlyMap<number, RangePoint['value']>> => {
    const found = await store.range({ seriesIds, field, fromMs, toMs })
    const full = found.filter(({ tier }) => tier === 'full').flatMap(({ points }) => points)
    return new Map(full.map(({ timeMs, value }) => [timeMs, value]))
  }
  const started = await column('started')
  const stopped = await column('stopped')
  const cause = await column('cause')
  const stops = new Map<number, KnownStop | undefined>()
  const offMs = Math.abs(aheadMs) > clockOffMs ? aheadMs : 0
  for (const timeMs of [...started.keys()].toSorted((a, b) => a - b)) {
    const start = started.get(timeMs)
    if (typeof start !== 'number') continue
    const end = stopped.get(timeMs)
    const known = causes.get(Number(cause.get(timeMs) ?? Number.NaN))
    stops.set(
      start,
      known && {
        cause: known,
        stoppedMs: typeof end === 'number' ? end * 1000 - offMs : null,
        startedMs: start * 1000 - offMs,
      },
    )
  }
  return [...stops.values()].flatMap((stop) => stop ?? [])
}

/** Only what all its disks say: one that was pulled out proves nothing about the computer. */
async function readUnsafeShutdowns(
  store: PresenceStore,
  { hostId, fromMs, toMs }: EvidenceRequest,
): Promise<readonly UnsafeShutdown[]> {
  const seriesIds = seriesOf(store, hostId, smartDevice.name)
  if (seriesIds.length === 0) return []
  const field = 'unsafe_shutdowns'
  const found = await store.range({ seriesIds, field, fromMs, toMs })
  const disks = found
    .filter(({ tier }) => tier === 'full')
    .map(({ points }) => increasesOf(points))
    .filter((disk) => disk !== undefined)
  const [first = [], ...others] = disks
  return first.flatMap((one) => {
    const same = others.map((disk) => disk.find((other) => overlap(one, other)))
    if (same.includes(undefined)) return []
    const all = [one, ...same.flatMap((other) => other ?? [])]
    return [
      {
        fromMs: Math.min(...all.map((span) => span.fromMs)),
        toMs: Math.max(...all.map((span) => span.toMs)),
      },
    ]
  })
}

/** Undefined: this disk does not count them. */
function increasesOf(points: readonly RangePoint[]): readonly UnsafeShutdown[] | undefined {
  const counted = points.flatMap(({ timeMs, value }) =>
    typeof value === 'number' ? [{ timeMs, value }] : [],
  )
  if (counted.length === 0) return undefined
  return counted.flatMap(({ timeMs, value }, at) => {
    const before = counted[at - 1]
    return before && value > before.value ? [{ fromMs: before.timeMs, toMs: timeMs }] : []
  })
}

function overlap(a: UnsafeShutdown, b: UnsafeShutdown): boolean {
  return a.fromMs < b.toMs && b.fromMs < a.toMs
}
