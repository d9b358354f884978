/** What the officer sets: one page per subject, one form per thing. */
import type { FastifyInstance } from 'fastify'
import type { SmtpSettings } from '../../model/office.ts'
import type { Office } from '../../state/office.ts'
import { languages, oneOf, sections, severities } from '../choices.ts'
import type { SettingsSection, SettingsView } from '../page-views.ts'
import type { ApiParts } from '../parts.ts'
import { newId } from '../../state/secret-text.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'
import { expectedRows } from '../calendar/expected-view.ts'
import { escalationRoutes } from './settings-escalation.ts'
import { expectedRoutes } from './settings-expected.ts'
import { holidayTable, hourRoutes } from './settings-hours.ts'
import { recipientItems, channelItems } from '../telling-view.ts'
import { routeOf } from '../recipient-form.ts'
import { channelRoutes } from './settings-channels.ts'
import { mailRoutes } from './settings-mail.ts'
import { placeRoutes } from './settings-places.ts'
import type { ShowSettings } from './show-settings.ts'

/** More names than this a list in a form does not help to find. */
const computersOffered = 2000

export function settingsRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { office, pages } = parts
  const routes = pageRoutes(app, parts)
  const show: ShowSettings = async (visit, section, extra = {}) => ({
    html: pages.settings(visit.frame, {
      ...(await settingsView(parts, section)),
      form: extra.form ?? null,
      mailTest: extra.mailTest ?? null,
      channelTest: extra.channelTest ?? null,
    }),
    status: extra.form === undefined ? 200 : 422,
  })
  routes.get('/settings', 'settings', (visit) => show(visit, 'office'))
  routes.get('/settings/:section', 'settings', async (visit) => {
    const section = oneOf(sections, visit.params['section'])
    return section === undefined ? { problem: 'not_found' } : show(visit, section)
  })
  routes.post('/settings/office', 'settings', (visit) => saveOrganisation(office, visit, show))
  hourRoutes(routes, parts, show)
  routes.post('/settings/recipients', 'settings', (visit) => saveRecipient(office, visit, show))
  routes.post('/settings/recipients/:id/remove', 'settings', async (visit) => {
    const id = visit.params['id'] ?? ''
    await office.removeRecipient(id)
    await visit.audit('recipient.remove', id)
    return { to: '/settings/recipients', done: 'removed' }
  })
  expectedRoutes(routes, parts, show)
  escalationRoutes(routes, parts, show)
  placeRoutes(routes, parts, show)
  mailRoutes(routes, parts, show)
  channelRoutes(routes, parts, show)
}

async function saveOrganisation(office: Office, visit: Visit, show: ShowSettings): Promise<Answer> {
  const { form } = visit
  const email = form.text('email', 254)
  const organisation = {
    name: form.required('name', 120),
    language: form.choice('language', languages, 'sw'),
    zanzibar: form.checked('zanzibar'),
    phone: form.text('phone', 40),
    email: email === '' ? '' : form.mailAddress('email'),
  }
  if (form.failed) return show(visit, 'office', { form: form.state('office') })
  await office.setOrganisation(organisation)
  await visit.audit('settings.office', organisation.name, organisation)
  return { to: '/settings/office', done: 'saved' }
}

async function saveRecipient(office: Office, visit: Visit, show: ShowSettings): Promise<Answer> {
  const { form } = visit
  const known = await office.recipients()
  const id = form.reference('id', known) ?? newId()
  const recipient = {
    id,
    name: form.required('name', 80),
    address: form.mailAddress('address'),
    language: form.choice('language', languages, 'sw'),
    severityMin: form.choice('severityMin', severities, 'warning'),
    siteId: form.reference('site', await office.sites()),
    departmentId: form.reference('department', await office.departments()),
    route: routeOf(form),
  }
  // Without a department a head would hear of everybody's computers.
  if (recipient.route.part === 'head' && recipient.departmentId === null)
    form.fail('department', 'required')
  if (form.failed) return show(visit, 'recipients', { form: form.state('recipient') })
  await office.saveRecipient(recipient)
  await visit.audit('recipient.save', recipient.address, recipient)
  return { to: '/settings/recipients', done: 'saved' }
}

async function settingsView(parts: ApiParts, section: SettingsSection): Promise<SettingsView> {
  const { office, hosts } = parts
  const all = section === 'places' || section === 'hours' ? await hosts.all() : []
  const smtp = await office.smtp()
  return {
    section,
    organisation: await office.organisation(),
    calendar: await office.calendar(),
    smtp: smtp === undefined ? null : withoutPassword(smtp),
    mailTest: null,
    sites: (await office.sites()).map((site) => ({
      ...site,
      hostCount: all.filter(({ siteId }) => siteId === site.id).length,
    })),
    departments: (await office.departments()).map((department) => ({
      ...department,
      hostCount: all.filter(({ departmentId }) => departmentId === department.id).length,
    })),
    recipients: section === 'recipients' ? await recipientItems(parts) : [],
    escalation: await parts.office.escalation(),
    channels: section === 'channels' ? await channelItems(parts) : [],
    channelTest: null,
    expected: section === 'hours' ? await expectedRows(parts) : [],
    moon: (await holidayTable(parts)).moon,
    computers: all.slice(0, computersOffered).map(({ name }) => name),
    form: null,
  }
}

function withoutPassword({ password, ...server }: SmtpSettings): SettingsView['smtp'] {
  return { ...server, hasPassword: password !== '' }
}
