/** Words that orders for pollers are made of. */
import * as z from 'zod/mini'

export const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most))
export const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))
/** An address or a name; what it resolves to is judged by the agent each time. */
export const hostName = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_:][A-Za-z0-9_.:-]{0,252}$/, 'Write an address or a name'))
export const port = z.int().check(z.minimum(1), z.maximum(65_535))
export const secret = z.string().check(z.maxLength(256))

/** What every check has. */
export const base = {
  id,
  /** As the officer calls it: the tag `check`. */
  name: text(120),
  /** The device that it is about; left out: a service, filed under the poller's own host. */
  device: z.optional(id),
  everySeconds: z.int().check(z.minimum(10), z.maximum(86_400)),
  timeoutMs: z.int().check(z.minimum(200), z.maximum(60_000)),
}
export const url = z.string().check(z.regex(/^https?:\/\/[^\s]+$/), z.maxLength(1024))
