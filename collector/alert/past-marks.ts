/** The presence of one host over time, with when each change could be known. */
import type { Presence } from '../model/hosts.ts'

export interface PresenceMark {
  readonly timeMs: number
  readonly word: Presence
}
export interface NoticedMark extends PresenceMark {
  readonly hostId: string
  /** A loss is noticed after one and a half posting intervals; a farewell and a return at once. */
  readonly noticedMs: number
}

/** A corrected row stands a millisecond behind the row that it corrects. */
const spanMinMs = 1000
const noticePosts = 1.5
const atOnce: ReadonlySet<Presence> = new Set(['online', 'off', 'asleep', 'never_seen'])

export function noticedLine(
  hostId: string,
  marks: readonly PresenceMark[],
  postMs: number,
): readonly NoticedMark[] {
  const line: NoticedMark[] = []
  for (const [at, { timeMs, word }] of marks.entries()) {
    const nextMs = marks[at + 1]?.timeMs ?? Infinity
    if (nextMs - timeMs < spanMinMs || line.at(-1)?.word === word) continue
    const noticedMs = atOnce.has(word) ? timeMs : timeMs + noticePosts * postMs
    // It was back before anybody noticed, or the row was written at the moment of noticing.
    line.push({ hostId, timeMs, word, noticedMs: Math.min(noticedMs, nextMs) })
  }
  return line
}

/** When the host was last heard, as seen at that time; 0: never. */
export function heardAt(line: readonly NoticedMark[], nowMs: number): number {
  for (let at = line.length - 1; at >= 0; at--) {
    const mark = line[at]
    if (!mark || mark.timeMs > nowMs) continue
    if (mark.word === 'online') return nowMs
    return line[at - 1]?.word === 'online' ? mark.timeMs : 0
  }
  return 0
}
