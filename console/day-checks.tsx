/** A tick for each weekday, Monday first, as the office counts. */
import type { FormState } from '../collector/api/page-views.ts'
import { Check } from './fields.tsx'
import type { Show } from './show.ts'

export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const

/** Fields day0 (Sunday) to day6; what is wrong with them stands at `days`. */
export function DayChecks(props: {
  readonly show: Show
  readonly form: FormState | null
  readonly scope: string
  readonly label: string
  readonly checked?: (day: number) => boolean
}) {
  const { show, form, scope, label, checked = () => false } = props
  const error = form?.errors['days']
  return (
    <div role="group" aria-label={label} class={error ? 'field wrong' : 'field'}>
      <span class="soft">{label}</span>
      {weekdays.map((day) => (
        <Check
          {...{ show, form, scope }}
          key={day}
          name={`day${day}`}
          label={show.t.settings.weekdays[day] ?? ''}
          checked={checked(day)}
        />
      ))}
      {error && <p class="error">{show.t.fieldErrors[error]}</p>}
    </div>
  )
}
