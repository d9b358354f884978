import type { GoodbyeReason, Presence } from '../model/hosts.ts'
import type { Mark } from './site-marks.ts'

/** All that one host's presence is judged by. */
export interface PresenceFacts {
  readonly nowMs: number
  readonly everSeen: boolean
  readonly connected: boolean
  /** Arrival of the newest live data, or the connection itself. */
  readonly heardAtMs: number
  readonly postingMs: number
  /** How the last session ended, while none is open. */
  readonly loss: { readonly atMs: number; readonly goodbye: GoodbyeReason | null } | null
  /** The loss is part of its site's loss (A5). */
  readonly siteDown: boolean
  /** Lost when people of its role go home, with other machines of the site still there. */
  readonly wentHome: boolean
  /** The way to it is down: behind a lost device, or the collector has no network. */
  readonly cutOff?: boolean
  /** Silence after which its loss counts; left out: two posting intervals. */
  readonly graceMs?: number
  /** When the way was there again after that; 0: it never was down. */
  readonly graceFromMs?: number
  /** What the agent that speaks for a thin site said of it lately. */
  readonly mark?: Mark | undefined
  /** No agent: another program writes its points; since when we listen. */
  readonly writesSinceMs?: number | undefined
}

/** Programs of others tell no beat; most write every 10 s to 5 min. */
const writerSilenceMs = 900_000

/** So often in a row a machine is not seen before it counts as gone. */
const absentBeats = 2
/** A machine that restarts or updates itself is back by then. */
const restartMs = 600_000
/** Fewer than this is a hiccup of the line, on any profile. */
const silenceMinMs = 90_000

/** Silence after which a lost session counts: two posting intervals. */
export function lossGraceMs(postingMs: number): number {
  return Math.max(2 * postingMs, silenceMinMs)
}

/** Undefined: too early to say; what was true before still holds. */
export function decidePresence(facts: PresenceFacts): Presence | undefined {
  // An open session is worth more than a neighbour's eyes: some networks keep machines apart.
  if (facts.connected) return isSilent(facts) ? 'stale' : 'online'
  if (facts.writesSinceMs !== undefined && facts.loss === null) {
    if (facts.nowMs - facts.heardAtMs <= writerSilenceMs) return 'online'
    return facts.nowMs - facts.writesSinceMs <= writerSilenceMs ? undefined : 'stale'
  }
  if (!facts.everSeen) return 'never_seen'
  if (facts.loss === null) return undefined
  const sinceLossMs = facts.nowMs - Math.max(facts.loss.atMs, facts.graceFromMs ?? 0)
  switch (facts.loss.goodbye) {
    case 'shutdown':
      return 'off'
    case 'sleep':
      return 'asleep'
    case 'stop':
      return 'stale'
    case 'restart':
    case 'update':
      return sinceLossMs < restartMs ? undefined : lost(facts)
    case null:
      if (facts.cutOff) return 'cut_off'
      if (isSeenAbsent(facts)) return lost(facts)
      // Said before the loss it may be that of the whole site.
      if (facts.mark?.present && facts.mark.atMs > facts.loss.atMs)
        return isOverdue(facts) ? 'stale' : 'online'
      return sinceLossMs < graceOf(facts) && !facts.siteDown ? undefined : lost(facts)
  }
}

function graceOf({ graceMs, postingMs }: PresenceFacts): number {
  return graceMs ?? lossGraceMs(postingMs)
}

function lost(facts: PresenceFacts): Presence {
  if (facts.siteDown) return 'site_down'
  return facts.wentHome ? 'off_assumed' : 'unreachable'
}

/** Its neighbour did not see it twice, and it has not spoken since. */
export function isSeenAbsent({
  mark,
  heardAtMs,
}: Pick<PresenceFacts, 'mark' | 'heardAtMs'>): boolean {
  return (
    mark !== undefined && !mark.present && mark.beats >= absentBeats && heardAtMs < mark.sinceMs
  )
}

/** On, and yet its own post has not come. */
function isOverdue({ nowMs, heardAtMs, postingMs }: PresenceFacts): boolean {
  return nowMs - heardAtMs > postingMs
}

/** Connected, and yet nothing came for three posting intervals. */
function isSilent({ nowMs, heardAtMs, postingMs }: PresenceFacts): boolean {
  return nowMs - heardAtMs > Math.max(3 * postingMs, 2 * silenceMinMs)
}

/** A boot's instant is known to a few seconds. */
const bootToleranceMs = 5000

/**
 * What a loss without goodbye was, by the next boot's evidence: the same boot as before means that
 * only the line was gone; a later boot, that the machine was.
 */
export function causeFromNextBoot(loss: {
  readonly atMs: number
  readonly bootAtMs: number
  readonly wentHome: boolean
}): 'unreachable' | 'power_lost' | 'off' {
  if (loss.bootAtMs <= loss.atMs + bootToleranceMs) return 'unreachable'
  return loss.wentHome ? 'off' : 'power_lost'
}

export function sinceOf(
  presence: Presence,
  heardAtMs: number,
  facts: Pick<PresenceFacts, 'nowMs' | 'loss' | 'mark' | 'heardAtMs'>,
): number {
  if (presence === 'stale') return heardAtMs
  if (presence === 'online' || facts.loss === null) return facts.nowMs
  // A machine is missed by its neighbour before its dead line is noticed.
  const missedMs = facts.mark && isSeenAbsent(facts) ? facts.mark.sinceMs : Infinity
  return Math.min(facts.loss.atMs, missedMs)
}

export function isHere(presence: Presence): boolean {
  return presence === 'online' || presence === 'stale'
}

/** Its loss was that of something greater; that the machine stayed on is no news. */
export function explains(presence: Presence): boolean {
  return presence === 'site_down' || presence === 'cut_off'
}
