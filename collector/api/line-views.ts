/** What the page about programs that write line protocol shows. Types only. */
import type { Department, Site } from '../model/office.ts'
import type { LineRefusal } from '../state/line-refusals.ts'
import type { LineSource } from '../state/line-sources.ts'
import type { FormState } from './page-views.ts'

/** What a refusal is about, for its explanation; the reason itself is in the sender's words. */
export type RefusalKind = 'unreadable' | 'type' | 'too_many' | 'time' | 'unkept'

export interface LineSourceItem extends LineSource {
  readonly seriesCount: number
  /** Newest first. */
  readonly refusals: readonly (LineRefusal & { readonly kind: RefusalKind })[]
}
export interface LineSourcesView {
  readonly sources: readonly LineSourceItem[]
  readonly sites: readonly Site[]
  readonly departments: readonly Department[]
  readonly seriesMaxDefault: number
  /** Shown once, right after a source was made. */
  readonly created: {
    readonly name: string
    readonly secret: string
    /** Ready for a program's settings. */
    readonly telegraf: string
    readonly curl: string
  } | null
  readonly form: FormState | null
}
