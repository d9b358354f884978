/** A program that is measured. Its CPU and memory are read from /proc; it says what it has done. */
export interface Peer {
  readonly name: string
  pids(): readonly number[]
  /** Asks it for its facts once, for those that are polled; now and then for the slow ones too. */
  poll?(slow: boolean): Promise<void>
  /** Facts told and bytes on its connections since the start. */
  facts(): Promise<number>
  bytes(): number
  stop(): Promise<void>
}
