/**
 * A page over time. What it shows is compared with what it usually shows: small changes become the
 * usual at once, a large one is told until it is undone or, after a day, is the usual too.
 */
import * as z from 'zod/mini'
import { changeBetween, readSketch, sketchText, type Sketch } from './page-sketch.ts'

const storySchema = z.object({
  /** Hash of what is watched: another address or part begins anew. */
  about: z.string(),
  usual: z.string(),
  changedAtMs: z.number(),
  largeSinceMs: z.optional(z.number()),
  etag: z.optional(z.string()),
  lastModified: z.optional(z.string()),
})
export type Story = z.output<typeof storySchema>

export interface Seen {
  readonly sketch: Sketch
  readonly nowMs: number
  readonly about: string
  /** As the server says it; undefined: it does not, or says now each time. */
  readonly modifiedMs: number | undefined
}
export interface Verdict {
  readonly story: Story
  readonly percent: number
  readonly change: 'same' | 'small' | 'large'
}

/** Less is a clock, a greeting of the day or a counter in words. */
const tinyPercent = 2
const largeHoldsMs = 86_400_000

export function readStory(note: string | undefined, about: string): Story | undefined {
  if (note === undefined) return undefined
  try {
    const story = storySchema.safeParse(JSON.parse(note)).data
    return story?.about === about ? story : undefined
  } catch {
    return undefined
  }
}

/** `largePercent`: from there on a change is unexpected. */
export function goOn(before: Story | undefined, seen: Seen, largePercent: number): Verdict {
  const { sketch, nowMs, about, modifiedMs } = seen
  const usual = sketchText(sketch)
  const fresh: Story = { about, usual, changedAtMs: nowMs }
  if (!before) {
    const known = modifiedMs !== undefined && modifiedMs < nowMs ? modifiedMs : nowMs
    return { story: { ...fresh, changedAtMs: known }, percent: 0, change: 'same' }
  }
  const percent = changeBetween(readSketch(before.usual), sketch)
  const { largeSinceMs, ...quiet } = before
  if (percent < tinyPercent) return { story: quiet, percent, change: 'same' }
  if (percent < largePercent) return { story: fresh, percent, change: 'small' }
  if (largeSinceMs !== undefined && nowMs - largeSinceMs >= largeHoldsMs)
    return { story: { ...fresh, changedAtMs: largeSinceMs }, percent, change: 'small' }
  const since = Math.min(largeSinceMs ?? nowMs, nowMs)
  return { story: { ...before, changedAtMs: since, largeSinceMs: since }, percent, change: 'large' }
}
