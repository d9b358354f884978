import type { Role } from '../model/hosts.ts'

/** A host of one site, as far as its site's loss is concerned. */
export interface SiteMember {
  readonly hostId: string
  readonly role: Role
  readonly connected: boolean
  /** When it was lost without goodbye; null: it was not. */
  readonly lostAtMs: number | null
  readonly goingHome: boolean
  readonly afterHours: boolean
}

/** A site that vanished as one (A5). */
export interface SiteLoss {
  readonly sinceMs: number
  /** Hosts that vanished together; later losses join them. */
  readonly hostIds: ReadonlySet<string>
}

const shareMin = 0.6
const hostsMin = 3
/** A loss is judged again within this time after it counts. */
const lateMs = 60_000

/**
 * ≥ 60 % (at least 3) of those that were there vanishing within two posting intervals is one loss
 * of the site; it lasts while 60 % of those are still away. Where fewer than three machines stand,
 * the network equipment's loss suffices.
 */
export function siteLoss(
  members: readonly SiteMember[],
  before: SiteLoss | undefined,
  withinMs: number,
  nowMs: number,
): SiteLoss | undefined {
  return before ? lasting(members, before) : beginning(members, withinMs, nowMs)
}

function lasting(members: readonly SiteMember[], before: SiteLoss): SiteLoss | undefined {
  const away = members.filter(({ lostAtMs }) => lostAtMs !== null)
  const stillAway = away.filter(({ hostId }) => before.hostIds.has(hostId)).length
  if (stillAway === 0 || stillAway < shareMin * before.hostIds.size) return undefined
  const joined = away.filter(({ lostAtMs }) => (lostAtMs ?? 0) >= before.sinceMs)
  const hostIds = new Set([...before.hostIds, ...joined.map(({ hostId }) => hostId)])
  return { sinceMs: before.sinceMs, hostIds }
}

function beginning(
  members: readonly SiteMember[],
  withinMs: number,
  nowMs: number,
): SiteLoss | undefined {
  const present = members.filter(({ connected }) => connected)
  const counted = members.filter(
    ({ lostAtMs, goingHome }) => lostAtMs !== null && !(goingHome && present.length > 0),
  )
  const newestMs = Math.max(...counted.map(({ lostAtMs }) => lostAtMs ?? 0))
  // What was no loss of the site when it happened does not become one because others leave later.
  if (nowMs - newestMs > withinMs + lateMs) return undefined
  const together = counted.filter(({ lostAtMs }) => newestMs - (lostAtMs ?? 0) <= withinMs)
  // The last people leave: only what is always on could tell that it was the power.
  if (together.every(({ afterHours }) => afterHours)) return undefined
  const sinceMs = Math.min(...together.map(({ lostAtMs }) => lostAtMs ?? 0))
  // A line that is back within the grace was never gone.
  if (together.length === 0 || nowMs - sinceMs < withinMs) return undefined
  const wereThere = present.length + together.length
  const asOne = together.length >= hostsMin && together.length >= shareMin * wereThere
  const small = wereThere < hostsMin + 1 && present.length === 0
  const equipment = small && together.some(({ role }) => role === 'network')
  if (!asOne && !equipment) return undefined
  return { sinceMs, hostIds: new Set(together.map(({ hostId }) => hostId)) }
}
