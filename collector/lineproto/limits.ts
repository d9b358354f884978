import { limits as wire } from '../../contract/wire/limits.ts'

/** Bounds of the door. What happens at each is written beside it. */
export interface LineLimits {
  /** Lines of one request; more refuse the request. */
  readonly linesMax: number
  /** Characters of a line; a longer one is refused. */
  readonly lineMax: number
  /** Bytes of one source a second, and at once after a quiet time; past it 429. */
  readonly bytesPerSecond: number
  readonly bytesAtOnce: number
  /** Bytes of all requests that are being worked on; past it 503. */
  readonly bytesInHandMax: number
  /** Hosts that one source may bring into the fleet; points of further ones are refused. */
  readonly hostsPerSourceMax: number
  /** Names of fields that are learnt of one measurement. */
  readonly fieldsPerMeasurementMax: number
  readonly tagsMax: number
  readonly fieldsMax: number
  /** Bytes of names and tag values, and of a text. */
  readonly nameBytesMax: number
  readonly textBytesMax: number
  /** As for agents: what is older is history, what is older or newer than these is a wrong clock. */
  readonly historyMs: number
  readonly ageMaxMs: number
  readonly aheadMaxMs: number
  /** After which a sender whose writes cannot be stored now should come again. */
  readonly retrySeconds: number
  /** Lines told in one answer; the others are told by their number. */
  readonly toldMax: number
}

export const lineLimits: LineLimits = {
  linesMax: 50_000,
  lineMax: 65_536,
  bytesPerSecond: 4 * 1024 * 1024,
  bytesAtOnce: 64 * 1024 * 1024,
  bytesInHandMax: 64 * 1024 * 1024,
  hostsPerSourceMax: 500,
  fieldsPerMeasurementMax: 1000,
  // One is ours: the source.
  tagsMax: wire.tagsPerSeriesMax - 1,
  fieldsMax: wire.fieldsPerSeriesMax,
  nameBytesMax: wire.nameBytesMax,
  textBytesMax: wire.textBytesMax,
  historyMs: 900_000,
  ageMaxMs: 400 * 86_400_000,
  aheadMaxMs: 300_000,
  retrySeconds: 10,
  toldMax: 20,
}
