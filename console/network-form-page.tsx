/** The form of a device without an agent, or of a check: add, change, remove. */
import type { NetworkFormView, NetworkWord } from '../collector/api/network-views.ts'
import { Check, Confirm, Input, PostForm, Select, stateOf } from './fields.tsx'
import { renderPage } from './layout.tsx'
import type { Show } from './show.ts'

export function networkFormPage(show: Show, view: NetworkFormView): string {
  const texts = show.t.networkForm
  const { what, id, name, words } = view
  const kind = what === 'device' ? texts.device : texts.kinds[what]
  const title = id === null ? texts.add(kind) : `${name}: ${kind}`
  const folder = what === 'device' ? '/network/devices' : '/network/checks'
  const fresh = what === 'device' ? 'new' : `new-${what}`
  const action = `${folder}/${encodeURIComponent(id ?? fresh)}`
  return renderPage({
    show,
    title,
    children: (
      <>
        <p>
          <a href="/network">{show.t.network.title}</a>
        </p>
        <h1>{title}</h1>
        <p class="lead">{texts.lead}</p>
        <section class="card">
          <PostForm show={show} action={action} class="fields">
            {words.map((word) => (
              <Word key={word.name} show={show} view={view} word={word} />
            ))}
            <button>{texts.save}</button>
          </PostForm>
        </section>
        {id !== null && (
          <Confirm
            show={show}
            label={texts.remove}
            help={what === 'device' ? texts.removeDeviceHelp : texts.removeCheckHelp}
            action={`${action}/remove`}
          />
        )}
      </>
    ),
  })
}

interface WordProps {
  readonly show: Show
  readonly view: NetworkFormView
  readonly word: NetworkWord
}

function Word({ show, view, word }: WordProps) {
  const texts = show.t.networkForm
  const { name, kind, value, required, options } = word
  const help = texts.helps[name]
  const shared = {
    show,
    form: stateOf(view.form, 'network'),
    scope: 'network',
    name,
    label: labelOf(show, name),
    ...(help !== undefined && { help }),
  }
  if (kind === 'check') return <Check {...shared} checked={value !== ''} />
  if (kind === 'password')
    return (
      <Input
        {...shared}
        type="password"
        autocomplete="off"
        maxLength={256}
        help={texts.secretHelp}
      />
    )
  if (kind === 'number')
    return <Input {...shared} type="number" value={value} required={required} />
  if (kind === 'text')
    return <Input {...shared} value={value} maxLength={1024} required={required} />
  const shown = options.map(
    ([key, text]) =>
      [key, text ?? (key === '' ? nothing(show, name) : choiceOf(show, key))] as const,
  )
  return <Select {...shared} value={value} options={shown} />
}

/** `send.port` is "Sending: port". */
function labelOf(show: Show, name: string): string {
  const { words, sides } = show.t.networkForm
  const whole = words[name]
  if (whole !== undefined) return whole
  const [side = '', inner = ''] = name.split(/[._]/)
  const part = words[inner] ?? inner
  return sides[side] === undefined ? part : `${sides[side]}: ${part}`
}

function nothing(show: Show, name: string): string {
  const { none, allPollers, sitePoller, noSnmp } = show.t.networkForm
  if (name === 'pollers') return allPollers
  if (name === 'poller') return sitePoller
  return name === 'snmp' ? noSnmp : none
}

function choiceOf(show: Show, key: string): string {
  const roles: Readonly<Record<string, string>> = show.t.roles
  return show.t.networkForm.choices[key] ?? roles[key] ?? key
}
