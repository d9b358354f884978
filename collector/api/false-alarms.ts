/** By rule, what share of its alerts was of no use, and which rules are above what is bearable. */
import type { UselessReason } from '../model/alerts.ts'
import { uselessReasons } from './choices.ts'
import type { FalseAlarmsView } from './notify-views.ts'
import type { ApiParts } from './parts.ts'

const days = 90
/** Above this share people begin to disbelieve a rule. */
const limitPercent = 5

export async function falseAlarmsView({ verdicts, clock }: ApiParts): Promise<FalseAlarmsView> {
  const shares = await verdicts.shares(clock.now() - days * 86_400_000)
  const rules = shares.map(({ ruleId, alerts, useless, reasons }) => {
    const percent = Math.round((1000 * useless) / alerts) / 10
    const mainReason = most(reasons)
    return { ruleId, alerts, useless, percent, above: percent > limitPercent, mainReason }
  })
  return { days, limitPercent, rules }
}

function most(reasons: Readonly<Partial<Record<UselessReason, number>>>): UselessReason | null {
  const given = uselessReasons.filter((reason) => (reasons[reason] ?? 0) > 0)
  return given.toSorted((a, b) => (reasons[b] ?? 0) - (reasons[a] ?? 0))[0] ?? null
}
