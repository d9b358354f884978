/** A dashboard as JSON, as far as the rules look at it. */
export interface LintedTarget {
  readonly refId?: string
  readonly query?: string
  readonly datasource?: { readonly uid?: string }
}
export interface LintedPanel {
  readonly id?: number
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly datasource?: { readonly uid?: string }
  readonly gridPos?: {
    readonly x: number
    readonly y: number
    readonly w: number
    readonly h: number
  }
  readonly targets?: readonly LintedTarget[]
  readonly fieldConfig?: {
    readonly defaults?: { readonly unit?: string }
    readonly overrides?: readonly {
      readonly properties?: readonly { readonly id?: string; readonly value?: unknown }[]
    }[]
  }
  readonly panels?: readonly LintedPanel[]
}
export interface LintedDashboard {
  readonly uid?: string
  readonly title?: string
  readonly editable?: boolean
  readonly schemaVersion?: number
  readonly panels?: readonly LintedPanel[]
  readonly templating?: {
    readonly list?: readonly {
      readonly name?: string
      readonly type?: string
      readonly refresh?: number
      readonly query?: unknown
    }[]
  }
  readonly annotations?: { readonly list?: readonly { readonly query?: string }[] }
}

/** What is wrong and where; nothing: the rule is kept. */
export type Rule = (dashboard: LintedDashboard, uids: readonly string[]) => readonly string[]

/** Those inside closed rows too. */
export function everyPanel({ panels = [] }: LintedDashboard): readonly LintedPanel[] {
  return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])])
}
/** Those that ask and show something. */
export function shownPanels(dashboard: LintedDashboard): readonly LintedPanel[] {
  return everyPanel(dashboard).filter(({ type }) => type !== 'row')
}
export function nameOf({ id, title }: LintedPanel): string {
  return `panel ${id ?? '?'} (${title ?? ''})`
}
export function twice<Value>(values: readonly Value[]): readonly Value[] {
  return values.filter((value, at) => values.indexOf(value) !== at)
}
