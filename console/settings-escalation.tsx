/** When others are told because nobody acted, and when a matter is told again. */
import { escalationKeys, escalationLimits } from '../config/escalation-times.ts'
import { Input, PostForm, stateOf } from './fields.tsx'
import type { SettingsPart } from './settings-part.ts'

export function EscalationSettings({ show, view }: SettingsPart) {
  const t = show.t.telling.escalation
  const base = { show, form: stateOf(view.form, 'escalation'), scope: 'escalation' }
  return (
    <section class="card">
      <h3>{t.title}</h3>
      <p class="help">{t.lead}</p>
      <PostForm show={show} action="/settings/escalation" class="fields">
        {escalationKeys.map((key) => (
          <Input
            {...base}
            key={key}
            type="number"
            name={key}
            label={t.fields[key]}
            value={String(view.escalation[key])}
            min={escalationLimits[key][0]}
            max={escalationLimits[key][1]}
            required
          />
        ))}
        <button>{show.t.save}</button>
      </PostForm>
    </section>
  )
}
