/** From the form of a rule's page to an exception: where it holds and what it sets. */
import type { Rule } from '../../../config/rule.ts'
import type { HostsRepository } from '../../model/hosts.ts'
import type { OfficeRepository } from '../../model/office.ts'
import { oneOf, roles } from '../choices.ts'
import type { Form } from '../form.ts'
import { ruleSettings, ruleSeverities, settingOtherwise } from './rule-settings.ts'

export interface PlannedException {
  readonly where: Readonly<Record<string, unknown>>
  readonly set: Readonly<Record<string, unknown>>
  readonly note: string
}
interface PlanParts {
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly office: Pick<OfficeRepository, 'sites' | 'departments'>
}

const noteCharactersMax = 200

/** Faults are noted in the form. */
export async function planException(
  { hosts, office }: PlanParts,
  rule: Rule,
  form: Form,
): Promise<PlannedException> {
  const siteId = form.reference('site', await office.sites())
  const departmentId = form.reference('department', await office.departments())
  const role = oneOf(roles, form.raw('role'))
  const host = await hostId(hosts, form)
  const object = form.text('object', 255)
  const where = {
    ...(siteId !== null && { sites: [siteId] }),
    ...(departmentId !== null && { departments: [departmentId] }),
    ...(role !== undefined && { roles: [role] }),
    ...(form.checked('critical') && { critical: true }),
    ...(host !== undefined && { hosts: [host] }),
    ...(object !== '' && { objects: [object] }),
  }
  const set = setOf(rule, form)
  if (Object.keys(set).length === 0) form.fail('set', 'required')
  return { where, set, note: form.text('note', noteCharactersMax) }
}

async function hostId(
  hosts: Pick<HostsRepository, 'all'>,
  form: Form,
): Promise<string | undefined> {
  const wanted = form.text('computer', 200)
  if (wanted === '') return undefined
  const all = await hosts.all()
  const found =
    all.find(({ id }) => id === wanted) ??
    all.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  if (found === undefined) form.fail('computer', 'unknown_name')
  return found?.id
}

function setOf(rule: Rule, form: Form): Record<string, unknown> {
  const changed = new Map<string, string>()
  for (const { path, value } of ruleSettings(rule.written)) {
    const typed = form.text(`v:${path}`, 60)
    if (typed !== '' && typed !== value) changed.set(path, typed)
  }
  const set = settingOtherwise(rule.written, changed)
  for (const level of ruleSeverities(rule.written))
    if (form.checked(`off:${level}`)) set[level] = null
  const enabled = form.raw('enabled')
  if (enabled === 'off') return { enabled: false }
  return enabled === 'on' ? { ...set, enabled: true } : set
}
