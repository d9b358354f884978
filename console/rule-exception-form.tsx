/** The form for one more exception: where it holds, what it sets, tried before it is saved. */
import type { RuleSetting, RuleView } from '../collector/api/rules-views.ts'
import { alertTexts } from '../config/locales/alert-languages.ts'
import { fieldLabel, fieldUnit } from '../config/locales/field-labels.ts'
import { Check, Input, placeOptions, PostForm, Select } from './fields.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: RuleView
}

export function exceptionForm(show: Show, view: RuleView) {
  const t = show.t.rule
  const action = `/rules/${encodeURIComponent(view.rule.id)}/exceptions`
  const base = { show, form: view.form, scope: 'exception' }
  return (
    <section class="card" id="new">
      <h2>{t.add}</h2>
      <p class="help">{t.addHelp}</p>
      <Outcome show={show} view={view} />
      <PostForm show={show} action={`${action}#new`} class="stack">
        <h3>{t.where}</h3>
        <div class="fields">
          <Where show={show} view={view} />
        </div>
        <h3>{t.set}</h3>
        <p class="help">{t.setHelp}</p>
        <div class="fields">
          <Settings show={show} view={view} />
        </div>
        <Input {...base} name="note" label={t.note} maxLength={200} />
        <p>
          <button name="do" value="try">
            {t.tryIt}
          </button>{' '}
          {view.trial && (
            <button name="do" value="save">
              {show.t.save}
            </button>
          )}
        </p>
      </PostForm>
    </section>
  )
}

/** What the last try showed, or why it cannot be. */
function Outcome({ show, view }: Part) {
  const t = show.t.rule
  const { trial, faults, form } = view
  return (
    <div aria-live="polite">
      {form?.errors['set'] && <p class="error">{t.nothing}</p>}
      {faults.length > 0 && (
        <div class="notice warn" role="alert">
          <p>{t.cannot}</p>
          <ul>
            {faults.map((text) => (
              <li key={text} lang="en">
                {text}
              </li>
            ))}
          </ul>
        </div>
      )}
      {trial && (
        <div class="notice" role="status">
          <p>{t.before(trial.days, trial.before.alerts, trial.before.hosts)}</p>
          <p>
            <b>{t.after(trial.after.alerts, trial.after.hosts)}</b>
          </p>
          <p class="soft">{t.judged(trial.rows)}</p>
          <p>{t.saveNow}</p>
        </div>
      )}
    </div>
  )
}

function Where({ show, view }: Part) {
  const { none, rule: t, maintenance, roles } = show.t
  const base = { show, form: view.form, scope: 'exception', value: '' }
  const all = [['', none] as const, ...Object.entries(roles)]
  return (
    <>
      <Select
        {...base}
        name="site"
        label={maintenance.kinds.site}
        options={placeOptions(view.sites, none)}
      />
      <Select
        {...base}
        name="department"
        label={maintenance.kinds.department}
        options={placeOptions(view.departments, none)}
      />
      <Select {...base} name="role" label={t.role} options={all} />
      <Input {...base} name="computer" label={maintenance.kinds.host} list="exception-computers" />
      <datalist id="exception-computers">
        {view.computers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Input {...base} name="object" label={t.object} help={t.objectHelp} maxLength={255} />
      <Check
        {...{ show, form: view.form, scope: 'exception' }}
        name="critical"
        label={show.t.rules.critical}
        checked={false}
      />
    </>
  )
}

function Settings({ show, view }: Part) {
  const t = show.t.rule
  const base = { show, form: view.form, scope: 'exception' }
  const { severity } = alertTexts[show.frame.language]
  return (
    <>
      <Select
        {...base}
        name="enabled"
        label={t.enabled}
        value=""
        options={[
          ['', t.asIs],
          ['off', t.off],
          ['on', t.on],
        ]}
      />
      {view.settings.map((setting) => (
        <Input
          {...base}
          key={setting.path}
          name={`v:${setting.path}`}
          label={labelOf(show, view, setting)}
          value={setting.value}
          maxLength={60}
        />
      ))}
      {view.severities.length > 1 &&
        view.severities.map((level) => (
          <Check
            {...base}
            key={level}
            name={`off:${level}`}
            label={t.levelOff(severity[level])}
            checked={false}
          />
        ))}
    </>
  )
}

/** "Warning: free space below (GB)", "Warning, over when: used share below (%)". */
function labelOf(show: Show, { rule }: RuleView, setting: RuleSetting): string {
  const { t, frame } = show
  const { level, part, key, field } = setting
  const { measurement = '' } = rule.select
  const unit = field === '' ? '' : fieldUnit(measurement, field)
  const what =
    part === 'own'
      ? (t.rule.keys[key as keyof typeof t.rule.keys] ?? key)
      : `${fieldLabel(measurement, field, frame.language)} ${t.rule.keys[key as 'above']}`
  const words = alertTexts[frame.language].severity
  const before =
    level === null
      ? ''
      : `${words[level]}${part === 'clear' ? `, ${t.rules.over.replace(/:$/, '').toLowerCase()}` : ''}: `
  return `${before}${what}${unit === '' ? '' : ` (${unit})`}`
}
