/** What the listener allows to those who have proved nothing yet. */
export interface GatewayLimits {
  /** Connections in TLS or WebSocket handshake: in all, and from one address. */
  readonly pendingMax: number
  readonly pendingPerAddressMax: number
  /** Connections that asked for a page or the API. */
  readonly httpMax: number
  readonly httpPerAddressMax: number
  readonly agentsMax: number
  /** From the first byte to the proof, or to the first HTTP request. */
  readonly handshakeMs: number
  /** Bytes that an agent may send before its proof. */
  readonly handshakeBytesMax: number
  /**
   * What one address may waste in a minute before it waits for the next: a connection that ended
   * without a proof or a page counts 1, a wrong proof or token `failureBlame`. Wide enough for a
   * branch of 300 computers behind one address on a line that breaks.
   */
  readonly blamePerMinuteMax: number
  readonly failureBlame: number
  /** How long an older session may take to answer before a new one takes its place. */
  readonly cloneAnswerMs: number
  /** Bytes waiting for an agent that does not read. */
  readonly unsentBytesMax: number
}

export const defaultGatewayLimits: GatewayLimits = {
  pendingMax: 512,
  pendingPerAddressMax: 128,
  httpMax: 1024,
  httpPerAddressMax: 256,
  agentsMax: 20_000,
  handshakeMs: 10_000,
  handshakeBytesMax: 96 * 1024,
  blamePerMinuteMax: 600,
  failureBlame: 20,
  cloneAnswerMs: 5_000,
  unsentBytesMax: 4 * 1024 * 1024,
}
