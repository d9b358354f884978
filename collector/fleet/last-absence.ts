import type { HostAbsence } from '../model/hosts.ts'
import { presenceRows, spansOf, type PresenceSpan, type PresenceStore } from './presence-line.ts'

/** The last time that the host was away and came back, as it is known by now; null: none is. */
export async function lastAbsence(
  store: PresenceStore,
  hostId: string,
  nowMs: number,
): Promise<HostAbsence | null> {
  const spans = spansOf(await presenceRows(store, hostId, nowMs))
  const back = spans.findLastIndex(({ word }, at) => word === 'online' && isAway(spans[at - 1]))
  if (back < 0) return null
  const before = spans.findLastIndex((span, at) => at < back && !isAway(span))
  const away = spans.slice(before + 1, back)
  const [longest] = away.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))
  const [first] = away
  if (!first || !longest) return null
  return { presence: longest.word, fromMs: first.fromMs, toMs: spans[back]?.fromMs ?? nowMs }
}

function isAway(span: PresenceSpan | undefined): boolean {
  return span !== undefined && span.word !== 'online' && span.word !== 'never_seen'
}
