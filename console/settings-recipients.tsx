import type { FormState } from '../collector/api/page-views.ts'
import type { RecipientItem } from '../collector/api/notify-views.ts'
import { Confirm, Input, placeOptions, PostForm, Select, stateOf } from './fields.tsx'
import { Budget, RouteFields } from './recipient-route.tsx'
import type { SettingsPart } from './settings-part.ts'

export function RecipientSettings({ show, view }: SettingsPart) {
  const { t } = show
  const returned = stateOf(view.form, 'recipient')
  const own = (id: string): FormState | null =>
    (returned?.values['id'] ?? '') === id ? returned : null
  return (
    <section class="card">
      <p class="help">{t.settings.recipientsLead}</p>
      {view.recipients.length === 0 ? (
        <p class="empty">{t.settings.noRecipients}</p>
      ) : (
        <table>
          <caption class="hide">{t.settings.recipientsCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.settings.recipientName}</th>
              <th scope="col">{t.settings.address}</th>
              <th scope="col">{t.settings.severityMin}</th>
              <th scope="col">{t.telling.budget}</th>
              <th scope="col">{t.settings.site}</th>
              <th scope="col">{t.settings.department}</th>
            </tr>
          </thead>
          <tbody>
            {view.recipients.map((one) => (
              <Row key={one.id} {...{ show, view, one }} />
            ))}
          </tbody>
        </table>
      )}
      {view.recipients.map((one) => (
        <Edit key={one.id} {...{ show, view, one, form: own(one.id) }} />
      ))}
      <h3>{t.settings.newRecipient}</h3>
      <RecipientForm show={show} view={view} form={own('')} />
    </section>
  )
}

function Row({ show, view, one }: SettingsPart & { readonly one: RecipientItem }) {
  const { t } = show
  return (
    <tr>
      <th scope="row">
        {one.name}{' '}
        <small>
          {t.telling.parts[partOf(one)]} · {t.settings.languages[one.language]}
        </small>
      </th>
      <td>
        {one.address}
        {one.route?.phone && <small> {one.route.phone}</small>}
      </td>
      <td>{t.severities[one.severityMin]}</td>
      <td>
        <Budget show={show} one={one} />
      </td>
      <td>{view.sites.find(({ id }) => id === one.siteId)?.name ?? t.settings.everySite}</td>
      <td>
        {view.departments.find(({ id }) => id === one.departmentId)?.name ??
          t.settings.everyDepartment}
      </td>
    </tr>
  )
}

/** Below the table: on a telephone a form inside it would be as wide as the table. */
function Edit({
  show,
  view,
  one,
  form,
}: SettingsPart & { readonly one: RecipientItem; readonly form: FormState | null }) {
  const { t } = show
  return (
    <details class="confirm" open={form !== null}>
      <summary>
        {t.edit}: {one.name}
      </summary>
      <RecipientForm show={show} view={view} form={form} recipient={one} />
      <Confirm
        {...{ show, label: t.remove }}
        action={`/settings/recipients/${encodeURIComponent(one.id)}/remove`}
      />
    </details>
  )
}

function partOf({ route }: RecipientItem): 'officer' | 'deputy' | 'head' | 'director' {
  return route === undefined || route.part === 'feed' ? 'officer' : route.part
}

function RecipientForm({
  show,
  view,
  form,
  recipient,
}: SettingsPart & { readonly form: FormState | null; readonly recipient?: RecipientItem }) {
  const { t } = show
  const base = { show, form, scope: `recipient-${recipient?.id ?? 'new'}` }
  return (
    <PostForm show={show} action="/settings/recipients" class="fields">
      <input type="hidden" name="id" value={recipient?.id ?? ''} />
      <Input
        {...base}
        name="name"
        label={t.settings.recipientName}
        value={recipient?.name ?? ''}
        maxLength={80}
        required
      />
      <Input
        {...base}
        name="address"
        label={t.settings.address}
        value={recipient?.address ?? ''}
        maxLength={254}
        required
      />
      <Select
        {...base}
        name="language"
        label={t.settings.recipientLanguage}
        value={recipient?.language ?? view.organisation.language}
        options={Object.entries(t.settings.languages)}
      />
      <Select
        {...base}
        name="severityMin"
        label={t.settings.severityMin}
        value={recipient?.severityMin ?? 'warning'}
        options={Object.entries(t.severities)}
      />
      <Select
        {...base}
        name="site"
        label={t.settings.site}
        value={recipient?.siteId ?? ''}
        options={placeOptions(view.sites, t.settings.everySite)}
      />
      <Select
        {...base}
        name="department"
        label={t.settings.department}
        value={recipient?.departmentId ?? ''}
        options={placeOptions(view.departments, t.settings.everyDepartment)}
      />
      <RouteFields {...{ show, form, scope: base.scope, recipient }} />
      <button>{recipient ? t.save : t.add}</button>
    </PostForm>
  )
}
