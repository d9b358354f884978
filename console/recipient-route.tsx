/** Of a recipient: his part in the office, ways of reaching him, ceilings. */
import type { FormState } from '../collector/api/page-views.ts'
import type { RecipientItem } from '../collector/api/notify-views.ts'
import { partDefaults } from '../config/routing.ts'
import { Input, Select } from './fields.tsx'
import type { Show } from './show.ts'

interface RouteProps {
  readonly show: Show
  readonly form: FormState | null
  readonly scope: string
  readonly recipient: RecipientItem | undefined
}

export function RouteFields({ recipient, ...base }: RouteProps) {
  const t = base.show.t.telling
  const route = recipient?.route
  const part = route?.part === 'feed' ? 'officer' : (route?.part ?? 'officer')
  return (
    <>
      <Select
        {...base}
        name="part"
        label={t.part}
        help={t.partHelp}
        value={part}
        options={Object.entries(t.parts)}
      />
      <Input
        {...base}
        name="phone"
        label={t.phone}
        value={route?.phone ?? ''}
        maxLength={40}
        autocomplete="off"
      />
      <Select
        {...base}
        name="order"
        label={t.order}
        help={t.orderHelp}
        value={route?.channels.join('-') ?? 'mail'}
        options={Object.entries(t.orders)}
      />
      <Select
        {...base}
        name="hours"
        label={t.hours}
        value={route?.hours ?? partDefaults[part].hours}
        options={Object.entries(t.hourChoices)}
      />
      <CeilingFields {...base} recipient={recipient} />
    </>
  )
}

function CeilingFields({ recipient, ...base }: RouteProps) {
  const t = base.show.t.telling
  const route = recipient?.route
  const ceiling = (value: number | null | undefined): string => String(value ?? '')
  return (
    <>
      <Input
        {...base}
        name="mailsPerDay"
        label={t.mailsPerDay}
        help={t.ceilingHelp}
        value={ceiling(route?.mailsPerDay)}
        type="number"
        min={0}
        max={1000}
      />
      <Input
        {...base}
        name="mailsPerMonth"
        label={t.mailsPerMonth}
        value={ceiling(route?.mailsPerMonth)}
        type="number"
        min={0}
        max={1000}
      />
      <Input
        {...base}
        name="smsPerDay"
        label={t.smsPerDay}
        value={ceiling(route?.smsPerDay)}
        type="number"
        min={0}
        max={1000}
      />
    </>
  )
}

/** "3 of 10 today", and what was held back. */
export function Budget({ show, one }: { readonly show: Show; readonly one: RecipientItem }) {
  const t = show.t.telling
  const part = one.route?.part ?? 'officer'
  const defaults = partDefaults[part]
  const perDay = one.route?.mailsPerDay ?? defaults.mailsPerDay
  const perMonth = one.route?.mailsPerMonth ?? defaults.mailsPerMonth
  const sms = one.route?.channels.includes('sms') ?? false
  return (
    <>
      {perDay !== null && <small>{t.usedToday(one.mailsToday, perDay)}</small>}
      {perMonth !== null && (
        <>
          <br />
          <small>{t.usedMonth(one.mailsThisMonth, perMonth)}</small>
        </>
      )}
      {sms && (
        <>
          <br />
          <small>{t.usedSms(one.smsToday, one.route?.smsPerDay ?? defaults.smsPerDay)}</small>
        </>
      )}
      {one.held > 0 && (
        <>
          <br />
          <small>
            <a href="/outbox?state=held">{t.held(one.held)}</a>
          </small>
        </>
      )}
    </>
  )
}
