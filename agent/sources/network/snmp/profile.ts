/** Which profile fits a device. */
import type { Profile } from '../../../../contract/device-profile.ts'

/** What a device is matched by. */
export interface Signs {
  readonly objectId: string | undefined
  readonly description: string | undefined
  /** Subtrees that have something in them. */
  readonly present: ReadonlySet<string>
}

/** The profile that fits best: longest sysObjectID first, then what asks for more; else none. */
export function matchProfile(profiles: readonly Profile[], signs: Signs): Profile | undefined {
  let best: Profile | undefined
  let bestScore = 0
  for (const profile of profiles) {
    const score = scoreOf(profile, signs)
    // A later file of equal weight wins, so that an office's own comes after ours.
    if (score > 0 && score >= bestScore) [best, bestScore] = [profile, score]
  }
  return best
}

function scoreOf({ match }: Profile, { objectId, description, present }: Signs): number {
  if (match.present !== undefined && !present.has(match.present)) return 0
  if (match.description !== undefined) {
    if (!new RegExp(match.description, 'i').test(description ?? '')) return 0
  }
  const asked = (match.present ? 2 : 0) + (match.description ? 1 : 0)
  if (match.objectIds.length === 0) return asked
  const fits = match.objectIds.filter((id) => `${objectId ?? ''}.`.startsWith(`${id}.`))
  const longest = Math.max(0, ...fits.map((id) => id.split('.').length))
  return longest === 0 ? 0 : longest * 4 + asked
}
