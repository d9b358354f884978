import type { SettingsSection, SettingsView } from '../collector/api/page-views.ts'
import { Check, Input, PostForm, Select, TextArea } from './fields.tsx'
import { renderPage } from './layout.tsx'
import { ChannelSettings } from './settings-channels.tsx'
import { MailSettings } from './settings-mail.tsx'
import { PlaceSettings } from './settings-places.tsx'
import { RecipientSettings } from './settings-recipients.tsx'
import type { SettingsPart } from './settings-part.ts'
import type { Show } from './show.ts'

const sections: readonly SettingsSection[] = [
  'office',
  'places',
  'mail',
  'recipients',
  'channels',
  'hours',
]
const parts = {
  office: OfficeSettings,
  places: PlaceSettings,
  mail: MailSettings,
  recipients: RecipientSettings,
  channels: ChannelSettings,
  hours: HourSettings,
} as const

export function settingsPage(show: Show, view: SettingsView): string {
  const { t } = show
  const Part = parts[view.section]
  return renderPage({
    show,
    title: `${t.settings.sections[view.section]} · ${t.settings.title}`,
    children: (
      <>
        <h1 class="quiet">{t.settings.title}</h1>
        <nav class="tabs" aria-label={t.settings.title}>
          {sections.map((section) => (
            <a
              key={section}
              href={`/settings/${section}`}
              aria-current={section === view.section ? 'page' : undefined}
            >
              {t.settings.sections[section]}
            </a>
          ))}
        </nav>
        <h2 class="hide">{t.settings.sections[view.section]}</h2>
        <Part show={show} view={view} />
      </>
    ),
  })
}

function OfficeSettings({ show, view }: SettingsPart) {
  const { t } = show
  const { organisation } = view
  const base = { show, form: view.form, scope: 'office' }
  return (
    <section class="card">
      <PostForm show={show} action="/settings/office" class="stack">
        <Input
          {...base}
          name="name"
          label={t.settings.name}
          value={organisation.name}
          maxLength={120}
          required
        />
        <Select
          {...base}
          name="language"
          label={t.settings.language}
          help={t.settings.languageHelp}
          value={organisation.language}
          options={Object.entries(t.settings.languages)}
        />
        <Check
          {...base}
          name="zanzibar"
          label={t.settings.zanzibar}
          checked={organisation.zanzibar}
        />
        <Input
          {...base}
          name="phone"
          label={t.settings.phone}
          value={organisation.phone}
          maxLength={40}
        />
        <Input
          {...base}
          name="email"
          label={t.settings.email}
          help={t.settings.contactHelp}
          value={organisation.email}
          maxLength={254}
        />
        <button>{t.save}</button>
      </PostForm>
    </section>
  )
}

/** Monday first, as the office counts. */
const weekdays = [1, 2, 3, 4, 5, 6, 0]

function HourSettings({ show, view }: SettingsPart) {
  const { t } = show
  const { calendar, form } = view
  const base = { show, form, scope: 'hours' }
  return (
    <section class="card">
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
  )
}

function Weekday({ show, view, day }: SettingsPart & { readonly day: number }) {
  const { t } = show
  const { form } = view
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

function officeDate(iso: string): string {
  return iso.split('-').toReversed().join('/')
}
