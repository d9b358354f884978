import type { SettingsView } from '../collector/api/page-views.ts'
import { Check, Input, PostForm, Select } from './fields.tsx'
import { renderPage } from './layout.tsx'
import { EscalationSettings } from './settings-escalation.tsx'
import { HourSettings } from './settings-calendar.tsx'
import { ChannelSettings } from './settings-channels.tsx'
import { MailSettings } from './settings-mail.tsx'
import { PlaceSettings } from './settings-places.tsx'
import { RecipientSettings } from './settings-recipients.tsx'
import type { SettingsPart } from './settings-part.ts'
import { SettingsTabs } from './settings-tabs.tsx'
import type { Show } from './show.ts'

const parts = {
  office: OfficeSettings,
  places: PlaceSettings,
  mail: MailSettings,
  recipients: (part: SettingsPart) => (
    <>
      <RecipientSettings {...part} />
      <EscalationSettings {...part} />
    </>
  ),
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
        <SettingsTabs show={show} />
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
