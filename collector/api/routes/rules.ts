/** The pages of the rules: all of them, and each with its exceptions. */
import type { FastifyInstance } from 'fastify'
import { ConfigError } from '../../../config/load.ts'
import type { Rule } from '../../../config/rule.ts'
import { TooManyExceptions } from '../../state/rule-exceptions.ts'
import type { ApiParts } from '../parts.ts'
import { planException } from '../rules/plan-exception.ts'
import { ruleView, type RuleViewExtra } from '../rules/rule-view.ts'
import { RulesBusy } from '../rules-door.ts'
import { rulesView } from '../rules-view.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'

const trialDays = 7

export function ruleRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  routes.get('/rules', 'see', async ({ frame, query }) => ({
    html: parts.pages.rules(frame, await rulesView(parts, query.get('q') ?? '')),
  }))
  routes.get('/rules/:id', 'see', async (visit) => {
    const rule = ruleOf(parts, visit)
    return rule === undefined ? { problem: 'not_found' } : show(parts, visit, rule)
  })
  routes.post('/rules/:id/exceptions', 'settings', async (visit) => {
    const rule = ruleOf(parts, visit)
    return rule === undefined ? { problem: 'not_found' } : exception(parts, visit, rule)
  })
  routes.post('/rules/:id/exceptions/:exception/remove', 'settings', async (visit) => {
    const all = await parts.ruleExceptions.all()
    const found = all.find(({ id }) => id === visit.params['exception'])
    if (found === undefined || found.ruleId !== visit.params['id']) return { problem: 'not_found' }
    await parts.ruleExceptions.remove(found.id)
    const { ruleId, where, set } = found
    await visit.audit('rule.exception_remove', ruleId, { where, set })
    await parts.rules.exceptionsChanged()
    return { to: pathOf(ruleId), done: 'removed' }
  })
}

function ruleOf({ rules }: ApiParts, visit: Visit): Rule | undefined {
  return rules.inForce().find(({ id }) => id === visit.params['id'])
}

const pathOf = (ruleId: string): string => `/rules/${encodeURIComponent(ruleId)}`

async function show(
  parts: ApiParts,
  { frame }: Visit,
  rule: Rule,
  extra: RuleViewExtra = {},
): Promise<Answer> {
  const html = parts.pages.rule(frame, await ruleView(parts, rule, extra))
  return { html, status: extra.form && extra.trial === undefined ? 422 : 200 }
}

/** First it is tried on the last days; only what was tried can be saved. */
async function exception(parts: ApiParts, visit: Visit, rule: Rule): Promise<Answer> {
  const { form, user } = visit
  const planned = await planException(parts, rule, form)
  const state = form.state('exception')
  if (form.failed) return show(parts, visit, rule, { form: state })
  const made = { ...planned, ruleId: rule.id, by: user.name, atMs: parts.clock.now() }
  try {
    const save = form.raw('do') === 'save'
    const trial = await parts.rules.tryException(made, save ? 0 : trialDays)
    if (!save) return await show(parts, visit, rule, { form: state, trial })
    await parts.ruleExceptions.add(made)
  } catch (error) {
    const known = [ConfigError, RulesBusy, TooManyExceptions].some((one) => error instanceof one)
    if (!known) throw error
    return show(parts, visit, rule, { form: state, faults: faultsOf(error) })
  }
  const { where, set, note } = planned
  await visit.audit('rule.exception_add', rule.id, { where, set, note })
  await parts.rules.exceptionsChanged()
  return { to: pathOf(rule.id), done: 'saved' }
}

function faultsOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.faults.map(({ text }) => text)
  return [error instanceof Error ? error.message : String(error)]
}
