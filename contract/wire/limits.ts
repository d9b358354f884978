/** Every limit of the wire in one place; the collector tells them to the agent in `welcome`. */
export const limits = {
  frameBytesMax: 256 * 1024,
  controlBytesMax: 64 * 1024,
  rowsPerFrameMax: 4096,
  fieldsPerSeriesMax: 128,
  seriesPerAgentMax: 20_000,
  tagsPerSeriesMax: 16,
  /** A name or tag value, in UTF-8 bytes. */
  nameBytesMax: 255,
  textBytesMax: 4096,
  /** All texts of one row together; any row fits into a frame. */
  rowTextBytesMax: 32 * 1024,
  /** Words of one state field. */
  statesPerFieldMax: 64,
  framesInFlightMax: 16,
  /** Frames that may wait for their acknowledgement, where both ends know revision 2. */
  framesUnacknowledgedMax: 72,
  /** Settled intervals kept per epoch; past it the oldest gap is closed and counted. */
  intervalsPerEpochMax: 4096,
  /** A frame refused so often is set aside by the agent and reported (I5). */
  refusalsMax: 3,
  /** Neighbours whose presence one agent reports; further ones are judged by their own silence. */
  neighboursMax: 64,
} as const

export const subprotocol = 'mlinzi.1'
/** Path of the WebSocket on the collector's port. */
export const agentPath = '/agent'
/** Label of the TLS exporter value that a proof signs (RFC 5705). */
export const exporterLabel = 'EXPORTER-mlinzi-proof-1'
