/**
 * What a session's frames may use beyond `mlinzi.1` as it was first released: 2 tells differences of
 * whole MiB in MiB (value-codec.ts), and leaves up to `framesUnacknowledgedMax` frames
 * unacknowledged.
 */
export type FrameRevision = 1 | 2

export const newestRevision: FrameRevision = 2

/** What both ends know; an end that names none knows only the first. */
export function commonRevision(told: number | undefined): FrameRevision {
  return (told ?? 1) >= newestRevision ? newestRevision : 1
}
