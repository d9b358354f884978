/** What a benchmark and its swarm process say to each other. */
export type SwarmOrder =
  | { readonly type: 'connect' }
  /** Every agent sends a sample each beat, evenly spread, and asks for its acknowledgement. */
  | { readonly type: 'beat'; readonly seconds: number; readonly beatMs: number }
  /** Every agent sends as fast as it is acknowledged. */
  | { readonly type: 'flood'; readonly samples: number; readonly samplesPerFrame: number }
  /** From now on an agent whose session ends connects again, as the real link does. */
  | { readonly type: 'persist' }
  | { readonly type: 'count' }
  /** One agent sends one reading of a temperature; its host has one alert then. */
  | { readonly type: 'heat'; readonly agent: number; readonly celsius: number }

export interface Connected {
  readonly type: 'connected'
  readonly milliseconds: number
}
export interface Beaten {
  readonly type: 'beaten'
  /** From the socket's write to the acknowledgement. */
  readonly latenciesMs: readonly number[]
  readonly sentFrames: number
}
export interface Flooded {
  readonly type: 'flooded'
  readonly values: number
  readonly frames: number
  readonly milliseconds: number
}
export interface Counted {
  readonly type: 'counted'
  readonly connected: number
  readonly failures: number
}
export interface Heated {
  readonly type: 'heated'
  readonly name: string
  /** Wall time of the write to the socket. */
  readonly sentMs: number
}
