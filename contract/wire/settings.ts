/**
 * What a `config` message may set, whole each time: what it does not name falls back to the link
 * profile. An agent says in `hello` (configVersion) which of these it understands, and gets no
 * others (C1): 1 only `sampleSeconds`, 2 also the link profile and the heartbeat, 3 also `usage`.
 */
import * as z from 'zod/mini'
import { limits } from './limits.ts'
import { profileNames } from './messages.ts'

/** The newest version; a higher one means more settings, never others. */
export const settingsVersion = 3
/** The version from which an agent follows these. */
export const settingsSince = { profile: 2, heartbeat: 2, usage: 3 } as const

const seconds = (most: number) => z.int().check(z.minimum(1), z.maximum(most))

/** A machine of the same site, by its IPv4 address and, where known, its hardware address. */
const neighbour = z.object({
  address: z.string().check(z.regex(/^\d{1,3}(?:\.\d{1,3}){3}$/)),
  mac: z.optional(z.string().check(z.regex(/^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/))),
})
export type Neighbour = z.output<typeof neighbour>

/** Tells the one agent of a thin site that speaks for all of it what to report, and how often. */
const heartbeatOrder = z.object({
  everySeconds: z.int().check(z.minimum(60), z.maximum(3600)),
  /** Number of this list; a heartbeat repeats it, so that its bits are never read for another. */
  list: z.int().check(z.nonnegative()),
  neighbours: z.array(neighbour).check(z.maxLength(limits.neighboursMax)),
})
export type HeartbeatOrder = z.output<typeof heartbeatOrder>

export const pushedSettings = z.object({
  sampleSeconds: seconds(3600),
  postSeconds: z.optional(seconds(86_400)),
  lazyAckSeconds: z.optional(z.int().check(z.minimum(0), z.maximum(3600))),
  profile: z.optional(z.enum(profileNames)),
  heartbeat: z.optional(heartbeatOrder),
  /** The staff have been told and the office has confirmed it: facts of usage may be taken. */
  usage: z.optional(z.boolean()),
})
export type PushedSettings = z.output<typeof pushedSettings>
