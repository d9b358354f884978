/** Ways of telling beside mail: what is set, what waits on it, and a test of each. */
import type { ChannelItem } from '../collector/api/notify-views.ts'
import type { FormState } from '../collector/api/page-views.ts'
import type { ChannelKind } from '../collector/model/office.ts'
import { channelFields, channelKinds } from '../config/channels.ts'
import { alertTexts } from '../config/locales/alert-languages.ts'
import { Check, Confirm, Input, PostForm, Select, stateOf } from './fields.tsx'
import { Mark } from './marks.tsx'
import type { SettingsPart } from './settings-part.ts'

export function ChannelSettings({ show, view }: SettingsPart) {
  const { t } = show
  const form = stateOf(view.form, 'channel')
  const kinds = channelKinds.filter(
    (kind) => kind !== 'sms' || !view.channels.some((one) => one.kind === 'sms'),
  )
  return (
    <>
      <section class="card">
        <p class="help">{t.telling.channelsLead}</p>
        {view.channels.length === 0 && <p class="empty">{t.telling.noChannels}</p>}
        {view.channels.map((channel) => (
          <Known key={channel.id} {...{ show, view, channel, form }} />
        ))}
      </section>
      <section class="card">
        <h3>{t.telling.newChannel}</h3>
        {kinds.map((kind) => {
          const own = form !== null && form.values['id'] === '' && form.values['kind'] === kind
          return (
            <details key={kind} open={own}>
              <summary>{t.telling.kinds[kind]}</summary>
              <p class="help">{t.telling.kindHelp[kind]}</p>
              <ChannelForm {...{ show, view, kind, form: own ? form : null }} />
            </details>
          )
        })}
      </section>
    </>
  )
}

type Part = SettingsPart & { readonly form: FormState | null }

function Known({ show, view, channel, form }: Part & { readonly channel: ChannelItem }) {
  const { t } = show
  const own = form?.values['id'] === channel.id ? form : null
  const action = `/settings/channels/${encodeURIComponent(channel.id)}`
  const test = view.channelTest?.id === channel.id ? view.channelTest : null
  return (
    <article id={`c-${channel.id}`}>
      <h3>
        {channel.name}{' '}
        {channel.name !== t.telling.kinds[channel.kind] && (
          <small>{t.telling.kinds[channel.kind]}</small>
        )}
      </h3>
      {!channel.enabled && <p class="soft">{t.telling.off}</p>}
      {channel.waiting > 0 && (
        <p class="s warn">
          <Mark name="warning" />
          <a href="/outbox?state=waiting">{t.telling.waiting(channel.waiting)}</a>
        </p>
      )}
      {test && (
        <div class={`result ${test.delivered ? 'ok' : 'bad'}`} role="status">
          <p class="s">
            <Mark name={test.delivered ? 'done' : 'unreachable'} />
            {test.delivered ? t.telling.testGood : t.telling.testBad}
          </p>
          <p>{explanation(show, test.explanation)}</p>
          {test.answer !== '' && (
            <p class="soft">
              {t.settings.testAnswer}
              {t.colon}
              <code>{test.answer}</code>
            </p>
          )}
        </div>
      )}
      <PostForm show={show} action={`${action}/test`} class="fields">
        {channel.kind === 'sms' && (
          <Input
            {...{ show, form: null, scope: `t-${channel.id}`, name: 'to' }}
            label={t.telling.phone}
            value={test?.to ?? view.organisation.phone}
            maxLength={40}
          />
        )}
        <button class="second">{t.telling.test}</button>
      </PostForm>
      <details class="confirm" open={own !== null}>
        <summary>{t.edit}</summary>
        <p class="help">{t.telling.kindHelp[channel.kind]}</p>
        <ChannelForm {...{ show, view, kind: channel.kind, channel, form: own }} />
        <Confirm {...{ show, label: t.remove }} action={`${action}/remove`} />
      </details>
    </article>
  )
}

function ChannelForm({
  show,
  view,
  kind,
  channel,
  form,
}: Part & { readonly kind: ChannelKind; readonly channel?: ChannelItem }) {
  const { t } = show
  const base = { show, form, scope: `channel-${channel?.id ?? kind}` }
  return (
    <PostForm show={show} action="/settings/channels" class="fields">
      <input type="hidden" name="id" value={channel?.id ?? ''} />
      <input type="hidden" name="kind" value={kind} />
      <Input
        {...base}
        name="name"
        label={t.telling.name}
        value={channel?.name ?? t.telling.kinds[kind]}
        maxLength={60}
      />
      {channelFields[kind].map((field) => (
        <ChannelSetting key={field.name} {...{ base, field, channel }} />
      ))}
      {kind !== 'sms' && (
        <Select
          {...base}
          name="severityMin"
          label={t.settings.severityMin}
          value={channel?.severityMin ?? 'warning'}
          options={Object.entries(t.severities)}
        />
      )}
      {kind === 'sms' && <input type="hidden" name="severityMin" value="warning" />}
      <Select
        {...base}
        name="language"
        label={t.settings.recipientLanguage}
        value={channel?.language ?? view.organisation.language}
        options={Object.entries(t.settings.languages)}
      />
      <Check
        {...base}
        name="enabled"
        label={t.telling.enabled}
        checked={channel?.enabled ?? true}
      />
      <button>{t.save}</button>
    </PostForm>
  )
}

function ChannelSetting({
  base,
  field,
  channel,
}: {
  readonly base: {
    readonly show: SettingsPart['show']
    readonly form: FormState | null
    readonly scope: string
  }
  readonly field: (typeof channelFields)[ChannelKind][number]
  readonly channel: ChannelItem | undefined
}) {
  const { t } = base.show
  const labels: Readonly<Record<string, string>> = t.telling.fields
  const label = `${labels[field.name] ?? field.name}${field.optional ? ` (${t.optional})` : ''}`
  const value = channel?.settings[field.name] ?? ''
  if (field.name === 'preset')
    return (
      <Select
        {...base}
        name="preset"
        label={label}
        value={value === '' ? 'africastalking' : value}
        options={Object.entries(t.telling.presets)}
      />
    )
  const kept = channel?.kept.includes(field.name) ?? false
  return (
    <Input
      {...base}
      {...(kept && { help: t.telling.secretKept })}
      name={field.name}
      label={label}
      {...(field.secret ? { type: 'password' as const } : { value })}
      maxLength={field.charactersMax}
      autocomplete={field.secret ? 'new-password' : 'off'}
    />
  )
}

function explanation({ frame }: SettingsPart['show'], key: string): string {
  const texts: Readonly<Record<string, string>> = alertTexts[frame.language].delivery
  return texts[key] ?? ''
}
