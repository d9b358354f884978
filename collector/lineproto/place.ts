/** Parsed points with their host, series and time; what cannot have them is told. */
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { LineFinding } from '../state/line-door.ts'
import type { LineSource } from '../state/line-sources.ts'
import type { HostBook } from './learn/host-book.ts'
import { pointFault } from './learn/point-fault.ts'
import { sourceTag, type SeriesBook } from './learn/series-book.ts'
import type { LineLimits } from './limits.ts'
import type { PlacedPoint } from './pack.ts'
import type { ParsedLine } from './parse/line.ts'
import { arrivalTime, type Precision } from './parse/precision.ts'

export interface PlaceParts {
  readonly hosts: HostBook
  readonly series: SeriesBook
  readonly limits: LineLimits
  readonly nowMs: number
  readonly precision: Precision
}
export interface Placed {
  readonly points: readonly PlacedPoint[]
  readonly findings: readonly LineFinding[]
  /** Hosts among them that are known by points alone. */
  readonly writtenHosts: ReadonlySet<string>
}

const hostTag = 'host'
const shownMax = 200

export async function placePoints(
  parsed: readonly ParsedLine[],
  source: LineSource,
  parts: PlaceParts,
): Promise<Placed> {
  const { hosts, limits, nowMs, precision } = parts
  const findings: LineFinding[] = []
  const fit: { readonly point: ParsedLine; readonly timeMs: number }[] = []
  const heads = new HeadReader(source)
  const names = new Set<string>()
  for (const point of parsed) {
    const timeMs = point.timeMs ?? arrivalTime(nowMs, precision)
    const fault = pointFault(point, limits) ?? timeFault(timeMs, nowMs, limits)
    if (fault === undefined) {
      fit.push({ point, timeMs })
      names.add(heads.of(point).hostName)
    } else findings.push(finding(point, fault))
  }
  const found = await hosts.resolve(source, names, nowMs)
  const points: PlacedPoint[] = []
  const writtenHosts = new Set<string>()
  for (const { point, timeMs } of fit) {
    const { hostName, tags } = heads.of(point)
    const host = found.get(hostName) ?? 'unknown host'
    const series =
      typeof host === 'string'
        ? host
        : parts.series.find(point, { hostId: host.hostId, tags }, source)
    if (typeof series === 'string') findings.push(finding(point, series))
    else points.push({ fields: point.fields, timeMs, series })
    if (typeof host !== 'string' && host.written && typeof series !== 'string') {
      writtenHosts.add(host.hostId)
    }
  }
  return { points, findings, writtenHosts }
}

interface ReadHead {
  readonly hostName: string
  /** As they are stored. */
  readonly tags: SeriesDescriptor['tags']
}
/** Lines of one series share their tags: they are sorted once for the source, not once a line. */
class HeadReader {
  static readonly #bySource = new WeakMap<ParsedLine['tags'], Map<string, ReadHead>>()
  readonly #source: LineSource
  constructor(source: LineSource) {
    this.#source = source
  }
  of({ tags }: ParsedLine): ReadHead {
    const { name } = this.#source
    let bySource = HeadReader.#bySource.get(tags)
    if (bySource === undefined) HeadReader.#bySource.set(tags, (bySource = new Map()))
    let read = bySource.get(name)
    if (read === undefined) {
      const hostName = tags.find(([tag]) => tag === hostTag)?.[1] || name
      bySource.set(name, (read = { hostName, tags: storedTags(tags, name) }))
    }
    return read
  }
}

/** Sorted, as series are; the host is told by the series itself, the sender by a tag of ours. */
function storedTags(tags: ParsedLine['tags'], source: string): SeriesDescriptor['tags'] {
  const own = tags
    .filter(([name, value]) => name !== hostTag && value !== '')
    .map(([name, value]) => [name === sourceTag ? `own_${name}` : name, value] as const)
  return [...own, [sourceTag, source] as const].sort(([a], [b]) => (a < b ? -1 : 1))
}

function timeFault(timeMs: number, nowMs: number, limits: LineLimits): string | undefined {
  if (timeMs > nowMs + limits.aheadMaxMs) {
    const seconds = Math.round((timeMs - nowMs) / 1000)
    return `time outside range: ${seconds} s ahead of the collector; check clock and precision`
  }
  if (timeMs >= nowMs - limits.ageMaxMs && timeMs >= 0) return undefined
  const days = Math.round((nowMs - timeMs) / 86_400_000)
  return `time outside range: ${days} days old; check clock and precision`
}

/** With what the sender knows its point by. */
function finding({ measurement, tags }: ParsedLine, reason: string): LineFinding {
  const head = [measurement, ...tags.map(([name, value]) => `${name}=${value}`)].join(',')
  return { line: head.slice(0, shownMax), reason, kind: 'refused' }
}
