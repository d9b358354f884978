export type DeviceKind = 'switch' | 'router' | 'access_point' | 'printer' | 'ups'

/** What the readings of a device depend on: nothing else. */
export interface DeviceTime {
  readonly timeMs: number
  /** When it was switched on. */
  readonly bootMs: number
  /** When the story began: the demo's start. */
  readonly storyMs: number
}
