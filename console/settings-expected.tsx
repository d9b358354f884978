/** When computers should be on: role by role, and single computers with hours of their own. */
import type { ExpectedRow } from '../collector/api/calendar-views.ts'
import { DayChecks, weekdays } from './day-checks.tsx'
import { Check, Confirm, Input, PostForm, Select, stateOf } from './fields.tsx'
import type { SettingsPart } from './settings-part.ts'
import type { Show } from './show.ts'

export function ExpectedSettings({ show, view }: SettingsPart) {
  const t = show.t.expected
  return (
    <section class="card" id="expected">
      <h3>{t.title}</h3>
      <p class="help">{t.lead}</p>
      <table>
        <caption class="hide">{t.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.who}</th>
            <th scope="col">{t.when}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {view.expected.map((row) => (
            <Line key={row.role ?? row.hostId} show={show} row={row} />
          ))}
        </tbody>
      </table>
      <h3>{t.change}</h3>
      <ExpectedForm show={show} view={view} />
    </section>
  )
}

function Line({ show, row }: { readonly show: Show; readonly row: ExpectedRow }) {
  const { t } = show
  const path =
    row.role === null ? `host/${encodeURIComponent(row.hostId ?? '')}` : `role/${row.role}`
  return (
    <tr>
      <th scope="row">
        {row.role !== null && t.roles[row.role]}
        {row.role === null && row.name === null && t.expected.gone}
        {row.hostId !== null && row.name !== null && (
          <a href={`/hosts/${encodeURIComponent(row.hostId)}`}>{row.name}</a>
        )}
      </th>
      <td>
        {expectedText(show, row.on)} {!row.own && <small class="soft">{t.expected.usual}</small>}
      </td>
      <td>
        {row.own && (
          <Confirm
            {...{ show, label: t.expected.reset, help: t.expected.resetHelp }}
            action={`/settings/expected/${path}/reset`}
          />
        )}
      </td>
    </tr>
  )
}

/** "Always", "Monday, Tuesday 08:00–17:00; on holidays too". */
function expectedText(show: Show, on: ExpectedRow['on']): string {
  const { t } = show
  if (on.mode !== 'hours') return t.expected.modes[on.mode]
  const open = weekdays.flatMap((day) => {
    const hours = on.days[day]
    return hours ? [{ name: t.settings.weekdays[day] ?? '', ...hours }] : []
  })
  const hours = `${open.map(({ name }) => name).join(', ')} ${open[0]?.open}–${open[0]?.close}`
  return on.holidays ? `${hours}; ${t.expected.holidaysToo}` : hours
}

function ExpectedForm({ show, view }: SettingsPart) {
  const { t } = show
  const form = stateOf(view.form, 'expected')
  const base = { show, form, scope: 'expected' }
  const roles = Object.entries(t.roles)
  return (
    <PostForm show={show} action="/settings/expected" class="fields">
      <Select
        {...base}
        name="role"
        label={t.expected.role}
        value=""
        options={[['', t.none], ...roles]}
      />
      <Input
        {...base}
        name="computer"
        label={t.expected.computer}
        help={t.expected.computerHelp}
        list="expected-computers"
        maxLength={200}
      />
      <datalist id="expected-computers">
        {view.computers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Select
        {...base}
        name="mode"
        label={t.expected.when}
        value="office"
        options={Object.entries(t.expected.modes)}
      />
      <DayChecks {...base} label={t.expected.own} checked={(day) => day > 0 && day < 6} />
      <Input {...base} name="from" label={t.settings.opens} value="08:00" maxLength={5} />
      <Input
        {...base}
        name="until"
        label={t.settings.closes}
        help={t.expected.untilHelp}
        value="17:00"
        maxLength={5}
      />
      <Check {...base} name="holidays" label={t.expected.holidays} checked={false} />
      <button>{t.save}</button>
    </PostForm>
  )
}
