/** Who is told what: the office's parts, their ceilings, and what a rule is about. */
import type { EscalationTimes } from './escalation-times.ts'
import type { RuleSeverity } from './rule.ts'

export type Part = 'officer' | 'deputy' | 'head' | 'director' | 'feed'
export interface PartDefaults {
  readonly mailsPerDay: number | null
  readonly mailsPerMonth: number | null
  readonly smsPerDay: number
  readonly hours: 'always' | 'working'
  /**
   * Mails a day that come at once. Beyond them what can wait stands in the next summary; what stops
   * work, spreads or destroys data never waits. Only for readers of a summary.
   */
  readonly soonPerDay: number | null
  /** A summary each working morning. */
  readonly summary: boolean
}

const noSummary = { soonPerDay: null, summary: false } as const
/** Ceilings of each part; a reader's own settings go before them. */
export const partDefaults: Readonly<Record<Part, PartDefaults>> = {
  officer: {
    mailsPerDay: 10,
    mailsPerMonth: null,
    smsPerDay: 5,
    hours: 'working',
    soonPerDay: 3,
    summary: true,
  },
  deputy: { mailsPerDay: 10, mailsPerMonth: null, smsPerDay: 5, hours: 'always', ...noSummary },
  head: { mailsPerDay: 2, mailsPerMonth: 4, smsPerDay: 1, hours: 'working', ...noSummary },
  director: { mailsPerDay: 1, mailsPerMonth: 2, smsPerDay: 1, hours: 'working', ...noSummary },
  feed: { mailsPerDay: 500, mailsPerMonth: null, smsPerDay: 0, hours: 'always', ...noSummary },
}
/** Of a day's ceiling, warnings leave so many for what is critical. */
export const reservedForCritical = 3

export type Topic = 'disk' | 'backup' | 'antivirus' | 'malware' | 'dying' | 'core' | 'other'
const topics: readonly (readonly [Topic, RegExp])[] = [
  ['malware', /^antivirus-threat-(found|remains)$/],
  ['antivirus', /^antivirus-/],
  ['dying', /^(disk-(failing|errors-|slow-in-log|unreadable)|raid-)/],
  [
    'backup',
    /^(backup-(target-absent|job-(late|computer-off|target-absent)|old|never)|host-without-backup)/,
  ],
  [
    'core',
    /^((server|network|critical-computer|site|parent|switch|gateway|link|internet)-(silent|down|lost|outage)|power-|wan-|collector-cut-off)/,
  ],
  ['disk', /^(disk-|pool-)/],
]
export function topicOf(ruleId: string): Topic {
  return topics.find(([, pattern]) => pattern.test(ruleId))?.[0] ?? 'other'
}
/**
 * Worth a telephone at night and the deputy's attention: what stops the office's work, spreads, or
 * destroys data. A critical finding on one desktop can wait for the mail to be read.
 */
export function isUrgent(ruleId: string): boolean {
  const topic = topicOf(ruleId)
  return topic === 'core' || topic === 'malware' || topic === 'dying'
}
/** About the line of a site or about a service, and not about the computer that looks at it. */
const ofSite = /^(internet-|wan-|bundle-)/
const ofService = /^(service-(theirs|ours)|collector-.*)$/
export function aboutOf(ruleId: string): 'site' | 'service' | 'host' {
  if (ofSite.test(ruleId)) return 'site'
  return ofService.test(ruleId) ? 'service' : 'host'
}
/** These say that the host was away; that it was is told already, by whatever told its absence. */
const echoes: ReadonlySet<string> = new Set(['server-restarted', 'unclean-stops'])
/** A poller that is back from a dead line still has its last pings beyond it to tell. */
const lineEchoes: ReadonlySet<string> = new Set(['ping-target-down', 'ping-loss', 'ping-slow'])
const lineLost: ReadonlySet<string> = new Set(['site-silent', 'internet-down', 'collector-cut-off'])
/**
 * Whether an alert only says by another sign what the reader was told of the same host: one dying
 * disk shows in its own counters and in the system's log. The same rule again is another object.
 */
export function sameCause(ruleId: string, toldRuleId: string): boolean {
  if (ruleId === toldRuleId) return false
  const topic = topicOf(toldRuleId)
  if (echoes.has(ruleId)) return topic === 'core'
  if (lineEchoes.has(ruleId)) return lineLost.has(toldRuleId)
  return (topic === 'dying' || topic === 'antivirus') && topicOf(ruleId) === topic
}
/** Within one mail, of equal severity: what loses data first. */
export const topicOrder: readonly Topic[] = [
  'core',
  'malware',
  'dying',
  'disk',
  'backup',
  'antivirus',
  'other',
]

const minuteMs = 60_000
const dayMs = 86_400_000
/** The officers could not be reached at all for so long: it counts as if they had been told. */
export const untoldAfterMs = 60 * minuteMs
/** After how long a matter that nobody has acknowledged is told again. What stops work: each day. */
export function repeatMs(
  ruleId: string,
  severity: RuleSeverity,
  { repeatCriticalDays, repeatWarningDays }: EscalationTimes,
): number {
  if (severity === 'info') return Infinity
  const grave = severity === 'critical' || topicOf(ruleId) === 'core'
  return (grave ? repeatCriticalDays : repeatWarningDays) * dayMs
}
/** Why a message is held; the console shows it. Only the first counts as too many. */
export const heldReasons = {
  ceiling: 'ceiling',
  summary: 'told by the next summary',
  sameCause: 'another sign of what was told',
} as const
/** Summaries, reminders and what waited for the office to open. */
export const morning = '07:30'
