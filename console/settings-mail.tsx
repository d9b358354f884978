import { alertTexts } from '../config/locales/alert-languages.ts'
import type { Language } from '../collector/model/office.ts'
import { Input, PostForm, Select, stateOf } from './fields.tsx'
import { Mark } from './marks.tsx'
import type { SettingsPart } from './settings-part.ts'

export function MailSettings({ show, view }: SettingsPart) {
  return (
    <>
      <ServerForm show={show} view={view} />
      {view.smtp && <TestMail show={show} view={view} />}
    </>
  )
}

const noServer = { host: '', port: 587, security: 'starttls', from: '' }

function ServerForm({ show, view }: SettingsPart) {
  const { t } = show
  const smtp = view.smtp ?? noServer
  const base = { show, form: stateOf(view.form, 'mail'), scope: 'mail' }
  return (
    <section class="card">
      <PostForm show={show} action="/settings/mail" class="stack">
        <Input
          {...base}
          name="host"
          label={t.settings.host}
          value={smtp.host}
          maxLength={253}
          required
        />
        <Input
          {...base}
          name="port"
          label={t.settings.port}
          value={String(smtp.port)}
          type="number"
          min={1}
          max={65535}
          required
        />
        <Select
          {...base}
          name="security"
          label={t.settings.security}
          value={smtp.security}
          options={Object.entries(t.settings.securities)}
        />
        <AccountFields show={show} view={view} />
        <Input
          {...base}
          name="from"
          label={t.settings.from}
          value={smtp.from}
          maxLength={254}
          required
        />
        <button>{t.save}</button>
      </PostForm>
    </section>
  )
}

function AccountFields({ show, view }: SettingsPart) {
  const { t } = show
  const base = { show, form: stateOf(view.form, 'mail'), scope: 'mail' }
  return (
    <>
      <Input
        {...base}
        name="user"
        label={`${t.settings.user} (${t.optional})`}
        value={view.smtp?.user ?? ''}
        maxLength={254}
        autocomplete="off"
      />
      <Input
        {...base}
        {...(view.smtp?.hasPassword && { help: t.settings.passwordKept })}
        name="password"
        label={`${t.settings.password} (${t.optional})`}
        type="password"
        autocomplete="new-password"
      />
    </>
  )
}

function TestMail({ show, view }: SettingsPart) {
  const { t } = show
  const { mailTest } = view
  return (
    <section class="card">
      <h2>{t.settings.test}</h2>
      <p class="help">{t.settings.testHelp}</p>
      {mailTest && (
        <div class={`result ${mailTest.delivered ? 'ok' : 'bad'}`} role="status">
          <p class="s">
            <Mark name={mailTest.delivered ? 'done' : 'unreachable'} />
            {mailTest.delivered ? t.settings.testGood(mailTest.to) : t.settings.testBad}
          </p>
          <p>{explanation(mailTest.explanation, show.frame.language)}</p>
          <p class="soft">
            {t.settings.testAnswer}
            {t.colon}
            <code>{mailTest.answer}</code>
          </p>
        </div>
      )}
      <PostForm show={show} action="/settings/mail/test" class="fields">
        <Input
          {...{ show, form: stateOf(view.form, 'mail_test'), scope: 'test', name: 'to' }}
          label={t.settings.testTo}
          value={mailTest?.to ?? view.organisation.email}
          maxLength={254}
          required
        />
        <button>{t.settings.testRun}</button>
      </PostForm>
    </section>
  )
}

function explanation(key: string, language: Language): string {
  const texts: Readonly<Record<string, string>> = alertTexts[language].delivery
  return texts[key] ?? ''
}
