/** Ways of telling beside mail: SMS, webhooks, chats, an Alertmanager; and whether they work. */
import { channelFields, channelKinds, smsNeeds } from '../../../config/channels.ts'
import { smsPresets } from '../../../lib/sms/gateway.ts'
import type { ChannelKind, ChannelRecord } from '../../model/office.ts'
import { newId } from '../../state/secret-text.ts'
import { languages, severities } from '../choices.ts'
import type { Form } from '../form.ts'
import type { ApiParts } from '../parts.ts'
import type { Answer, PageRoutes, Visit } from '../visit.ts'
import type { ShowSettings } from './show-settings.ts'

const addressPattern = /^https?:\/\/[^\s/]+/
const folderPattern = /^(\/|[A-Za-z]:[\\/])/

export function channelRoutes(routes: PageRoutes, parts: ApiParts, show: ShowSettings): void {
  const { channels } = parts
  routes.post('/settings/channels', 'settings', async (visit) => {
    const known = await channels.all()
    const channel = channelOf(visit.form, known)
    if (visit.form.failed) return show(visit, 'channels', { form: visit.form.state('channel') })
    await channels.save(channel)
    const { id, kind, name, enabled, severityMin } = channel
    await visit.audit('channel.save', name, { id, kind, enabled, severityMin })
    return { to: '/settings/channels', done: 'saved' }
  })
  routes.post('/settings/channels/:id/remove', 'settings', async (visit) => {
    const id = visit.params['id'] ?? ''
    await channels.remove(id)
    await visit.audit('channel.remove', id)
    return { to: '/settings/channels', done: 'removed' }
  })
  routes.post('/settings/channels/:id/test', 'settings', (visit) => test(parts, visit, show))
}

function channelOf(form: Form, known: readonly ChannelRecord[]): ChannelRecord {
  const before = known.find(({ id }) => id === form.raw('id'))
  const kind: ChannelKind = before?.kind ?? form.choice('kind', channelKinds, 'sms')
  // There is one telephone gateway: recipients name it by its id.
  const id = kind === 'sms' ? 'sms' : (before?.id ?? newId())
  const typed = form.text('name', 60)
  return {
    id,
    kind,
    name: typed === '' ? kind : typed,
    enabled: form.checked('enabled'),
    severityMin: form.choice('severityMin', severities, 'warning'),
    language: form.choice('language', languages, 'sw'),
    settings: settingsOf(form, kind, before ?? known.find((one) => one.id === id)),
  }
}

/** An empty secret keeps the known one, unless it would go to another address. */
function settingsOf(
  form: Form,
  kind: ChannelKind,
  before: ChannelRecord | undefined,
): Readonly<Record<string, string>> {
  const sameAddress = (before?.settings['url'] ?? '') === form.text('url', 500)
  const settings = channelFields[kind].map((field) => {
    const typed = form.text(field.name, field.charactersMax)
    const keeps = field.secret === true && typed === '' && sameAddress
    const value = keeps ? (before?.settings[field.name] ?? '') : typed
    if (value === '' && field.optional !== true) form.fail(field.name, 'required')
    if (value !== '' && field.is === 'url' && !addressPattern.test(value))
      form.fail(field.name, 'bad_url')
    if (value !== '' && field.is === 'folder' && !folderPattern.test(value))
      form.fail(field.name, 'bad_folder')
    return [field.name, value] as const
  })
  const told = Object.fromEntries(settings)
  if (kind === 'sms') checkPreset(form, told)
  return told
}

function checkPreset(form: Form, settings: Readonly<Record<string, string>>): void {
  const preset = smsPresets.find((one) => one === settings['preset'])
  if (preset === undefined) form.fail('preset', 'bad_choice')
  for (const name of smsNeeds[preset ?? ''] ?? [])
    if ((settings[name] ?? '') === '') form.fail(name, 'required')
}

async function test(parts: ApiParts, visit: Visit, show: ShowSettings): Promise<Answer> {
  const id = visit.params['id'] ?? ''
  const channel = (await parts.channels.all()).find((one) => one.id === id)
  if (channel === undefined) return { problem: 'not_found' }
  const to = visit.form.text('to', 40)
  const result = await parts.testChannel(channel, to, visit.frame.language)
  const { delivered, answer } = result
  await visit.audit('channel.test', channel.name, { to, delivered, answer })
  return show(visit, 'channels', { channelTest: { ...result, id, to } })
}
