/** What a check says of a database, and how it asks. */
import type { InfluxFinding } from '../../config/locales/influx-check-texts.ts'
import type { Tier } from '../model/store.ts'
import type { NoAnswer } from './post.ts'
import type { Answer } from './verdict.ts'

/** How long something is kept: days (0: for ever), or the database's own word for it. */
export type Kept = number | string
export interface Finding {
  readonly state: 'good' | 'made' | 'missing' | 'different'
  readonly text: InfluxFinding
  /** What it is about. */
  readonly name: string
  /** The database's own words. */
  readonly why?: string
  readonly found?: Kept
  readonly wanted?: Kept
  /** What to type to mend it. */
  readonly command?: string
}
export type Ask = (
  method: 'GET' | 'POST',
  path: string,
  body?: string,
) => Promise<Answer | NoAnswer>

export const tiers: readonly Tier[] = ['full', 'm5', 'h1']

export function reason(answer: Answer | NoAnswer): string {
  return 'why' in answer ? answer.reason : `${answer.status} ${answer.text.slice(0, 300)}`.trim()
}

/** Total: what is no JSON is an empty object. */
export function jsonOf(answer: Answer | NoAnswer): unknown {
  try {
    return 'text' in answer ? JSON.parse(answer.text) : {}
  } catch {
    return {}
  }
}
