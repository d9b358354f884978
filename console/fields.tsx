/** Fields of plain forms: each with its label, its help and what was wrong with it. */
import type { ComponentChildren } from 'preact'
import type { FormState } from '../collector/api/page-views.ts'
import type { Show } from './show.ts'

interface FieldProps {
  readonly show: Show
  readonly name: string
  readonly label: string
  /** Makes ids unique where a form stands several times on a page. */
  readonly scope: string
  readonly form: FormState | null
  readonly help?: string
}

/** Form that posts, with the token that proves it is ours. */
export function PostForm({
  show,
  action,
  children,
  ...rest
}: {
  readonly show: Show
  readonly action: string
  readonly children?: ComponentChildren
  readonly class?: string
}) {
  return (
    <form method="post" action={action} {...rest}>
      <input type="hidden" name="csrf" value={show.frame.csrf} />
      {children}
    </form>
  )
}

/** The state of this form if it is the one that came back. */
export function stateOf(form: FormState | null, name: string): FormState | null {
  return form?.form === name ? form : null
}

export function valueOf(form: FormState | null, name: string, otherwise: string): string {
  return form?.values[name] ?? otherwise
}

function errorOf({ show, form, name }: FieldProps): string | undefined {
  const error = form?.errors[name]
  return error && show.t.fieldErrors[error]
}

function Field(props: FieldProps & { readonly children: ComponentChildren }) {
  const { name, label, scope, help, children } = props
  const error = errorOf(props)
  const id = `${scope}-${name}`
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {children}
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

function described(props: FieldProps): { 'aria-describedby'?: string; 'aria-invalid'?: 'true' } {
  const id = `${props.scope}-${props.name}`
  const error = errorOf(props)
  const ids = [props.help && `${id}-help`, error && `${id}-error`].filter(Boolean)
  return {
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(error && { 'aria-invalid': 'true' as const }),
  }
}

interface InputProps extends FieldProps {
  readonly value?: string
  readonly type?: 'text' | 'password' | 'number'
  readonly required?: boolean
  readonly autocomplete?: 'username' | 'current-password' | 'new-password' | 'off'
  readonly min?: number
  readonly max?: number
  readonly maxLength?: number
  /** Id of the datalist with what may be meant. */
  readonly list?: string
}

export function Input(props: InputProps) {
  const { show: _show, label: _label, scope, form, help: _help, name, value = '', ...rest } = props
  const { type = 'text', ...others } = rest
  const all = { ...others, ...described(props), id: `${scope}-${name}`, name }
  const text = valueOf(form, name, value)
  return (
    <Field {...props}>
      {type === 'password' && <input type="password" {...all} />}
      {type === 'number' && <input type="number" value={text} {...all} />}
      {type === 'text' && <input type="text" value={text} {...all} />}
    </Field>
  )
}

export function TextArea(props: FieldProps & { readonly value?: string; readonly rows?: number }) {
  const { scope, name, form, value = '', rows = 4 } = props
  return (
    <Field {...props}>
      <textarea id={`${scope}-${name}`} name={name} rows={rows} {...described(props)}>
        {valueOf(form, name, value)}
      </textarea>
    </Field>
  )
}

export function Select(
  props: FieldProps & {
    readonly value: string
    readonly options: readonly (readonly [value: string, word: string])[]
  },
) {
  const { scope, name, form, value, options } = props
  const chosen = valueOf(form, name, value)
  return (
    <Field {...props}>
      <select id={`${scope}-${name}`} name={name} {...described(props)}>
        {options.map(([key, word]) => (
          <option key={key} value={key} selected={key === chosen}>
            {word}
          </option>
        ))}
      </select>
    </Field>
  )
}

export function Check(props: FieldProps & { readonly checked: boolean }) {
  const { scope, name, form, label, checked, help } = props
  const id = `${scope}-${name}`
  const on = form === null ? checked : form.values[name] !== undefined
  return (
    <div class="field check">
      <input id={id} type="checkbox" name={name} value="1" checked={on} {...described(props)} />
      <label for={id}>{label}</label>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}

/** Options for a choice of sites, departments … with a first one that stands for none or all. */
export function placeOptions(
  places: readonly { readonly id: string; readonly name: string }[],
  first: string,
): (readonly [string, string])[] {
  return [['', first], ...places.map(({ id, name }) => [id, name] as const)]
}

/** Site and department of something, none being a choice. */
export function PlaceFields({
  places,
  site = '',
  department = '',
  ...rest
}: Omit<FieldProps, 'name' | 'label'> & {
  readonly places: {
    readonly sites: Parameters<typeof placeOptions>[0]
    readonly departments: Parameters<typeof placeOptions>[0]
  }
  readonly site?: string | null
  readonly department?: string | null
}) {
  const { t } = rest.show
  return (
    <>
      <Select
        {...rest}
        name="site"
        label={t.fleet.site}
        value={site ?? ''}
        options={placeOptions(places.sites, t.none)}
      />
      <Select
        {...rest}
        name="department"
        label={t.fleet.department}
        value={department ?? ''}
        options={placeOptions(places.departments, t.none)}
      />
    </>
  )
}

/** A button that first asks, without a script. */
export function Confirm({
  show,
  label,
  help,
  sure,
  action,
}: {
  readonly show: Show
  readonly label: string
  readonly help?: string
  readonly sure?: string
  readonly action: string
}) {
  return (
    <details class="confirm">
      <summary>{label}</summary>
      <PostForm show={show} action={action}>
        {help && <p class="help">{help}</p>}
        <button class="danger">{sure ?? label}</button>
      </PostForm>
    </details>
  )
}
