/** Choice of the month that a page is about, and the way to the same as CSV. */
import type { ComponentChildren } from 'preact'

interface MonthFormParts {
  /** Page of the month; its CSV stands at `/csv` below it. */
  readonly path: string
  /** "2026-11"; newest first. */
  readonly months: readonly string[]
  readonly month: string
  readonly words: { readonly month: string; readonly show: string; readonly csv: string }
  /** What stands before the link to the CSV. */
  readonly children?: ComponentChildren
  /** What stands after it. */
  readonly after?: ComponentChildren
}

export function MonthForm({ path, months, month, words, children, after }: MonthFormParts) {
  return (
    <form class="filters" method="get" action={path}>
      <div class="field">
        <label for="month">{words.month}</label>
        <select id="month" name="month">
          {months.map((one) => (
            <option key={one} value={one} selected={one === month}>
              {one}
            </option>
          ))}
        </select>
      </div>
      <button>{words.show}</button>
      {children}
      <a href={`${path}/csv?month=${month}`} download>
        {words.csv}
      </a>
      {after}
    </form>
  )
}
