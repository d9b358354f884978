/** A program that is measured. Its CPU and memory are read from /proc; it says what it has done. */
export interface Peer {
  readonly name: string
  pids(): readonly number[]
  /** Asks it for its facts once, for those that are polled; now and then for the slow ones too. */
  poll?(slow: boolean): Promise<void>
  /** Facts told since the start; undefined: another must be asked. */
  facts(): number | undefined
  /** Bytes on its connections since the start. */
  bytes(): number
  stop(): Promise<void>
}
