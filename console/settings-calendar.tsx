/** The office's calendar: hours, holidays, and when computers should be on. */
import { weekdays } from './day-checks.tsx'
import { Check, Input, PostForm, Select, stateOf, TextArea } from './fields.tsx'
import { ExpectedSettings } from './settings-expected.tsx'
import type { SettingsPart } from './settings-part.ts'

export function HourSettings({ show, view }: SettingsPart) {
  const { t } = show
  const { calendar, form } = view
  const base = { show, form: stateOf(form, 'hours'), scope: 'hours' }
  return (
    <>
      <section class="card">
        <h3>{t.settings.hours}</h3>
        <p class="help">{t.settings.hoursLead}</p>
        <PostForm show={show} action="/settings/hours" class="stack">
          <table class="week">
            <caption class="hide">{t.settings.hours}</caption>
            <thead>
              <tr>
                <th scope="col">{t.settings.day}</th>
                <th scope="col">{t.settings.works}</th>
                <th scope="col">{t.settings.opens}</th>
                <th scope="col">{t.settings.closes}</th>
              </tr>
            </thead>
            <tbody>
              {weekdays.map((day) => (
                <Weekday key={day} show={show} view={view} day={day} />
              ))}
            </tbody>
          </table>
          <Input
            {...base}
            name="zone"
            label={t.settings.zone}
            value={calendar.zone}
            maxLength={64}
            required
          />
          <TextArea
            {...base}
            name="holidays"
            label={t.settings.holidays}
            help={t.settings.holidaysHelp}
            value={calendar.holidays.map(officeDate).join('\n')}
            rows={8}
          />
          <Check {...base} name="public" label={t.settings.addPublic} checked={false} />
          <button>{t.save}</button>
        </PostForm>
      </section>
      <MoonSettings show={show} view={view} />
      <ExpectedSettings show={show} view={view} />
    </>
  )
}

function Weekday({ show, view, day }: SettingsPart & { readonly day: number }) {
  const { t } = show
  const form = stateOf(view.form, 'hours')
  const hours = view.calendar.days[day] ?? null
  const name = t.settings.weekdays[day] ?? ''
  const on = form === null ? hours !== null : form.values[`work${day}`] !== undefined
  const error = form?.errors[`open${day}`] ?? form?.errors[`close${day}`]
  const time = (key: 'open' | 'close', otherwise: string) => (
    <input
      name={`${key}${day}`}
      size={5}
      maxLength={5}
      inputMode="numeric"
      aria-label={`${name}: ${key === 'open' ? t.settings.opens : t.settings.closes}`}
      aria-invalid={error ? 'true' : undefined}
      value={form?.values[`${key}${day}`] ?? hours?.[key] ?? otherwise}
    />
  )
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <input
          type="checkbox"
          name={`work${day}`}
          value="1"
          checked={on}
          aria-label={`${name}: ${t.settings.works}`}
        />
      </td>
      <td>{time('open', '07:30')}</td>
      <td>
        {time('close', '15:30')}
        {error && <span class="error"> {t.fieldErrors[error]}</span>}
      </td>
    </tr>
  )
}

/** Holidays by the moon: when they are to be expected, and the form for when they are announced. */
function MoonSettings({ show, view }: SettingsPart) {
  const t = show.t.moon
  const { language, nowMs } = show.frame
  const base = { show, form: stateOf(view.form, 'holiday'), scope: 'holiday' }
  const year = new Date(nowMs).getUTCFullYear()
  return (
    <section class="card">
      <h3>{t.title}</h3>
      <p class="help">{t.lead}</p>
      <ul>
        {view.moon.map((feast) => (
          <li key={feast.key}>
            {feast[language]}:{' '}
            {feast.about
              .filter((day) => Number(day.slice(0, 4)) >= year)
              .slice(0, 2)
              .map((day) => t.about(officeDate(day)))
              .join(', ')}
          </li>
        ))}
      </ul>
      <PostForm show={show} action="/settings/holiday" class="fields">
        <Select
          {...base}
          name="feast"
          label={t.feast}
          value={view.moon[0]?.key ?? ''}
          options={view.moon.map((feast) => [feast.key, feast[language]] as const)}
        />
        <Input {...base} name="day" label={t.day} maxLength={10} required />
        <Check {...base} name="next" label={t.next} checked={false} />
        <button>{t.add}</button>
      </PostForm>
    </section>
  )
}

function officeDate(iso: string): string {
  return iso.split('-').toReversed().join('/')
}
