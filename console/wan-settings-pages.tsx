/** What the office knows of a line, and which services others run. */
import type { WanLineView, WanServicesView } from '../collector/api/wan-views.ts'
import { Check, Input, placeOptions, PostForm, Select, stateOf } from './fields.tsx'
import { renderPage } from './layout.tsx'
import type { Show } from './show.ts'

interface LinePart {
  readonly show: Show
  readonly view: WanLineView
}

export function wanLinePage(show: Show, view: WanLineView): string {
  const texts = show.t.wan
  const title = texts.lineTitle(view.site.name)
  return renderPage({
    show,
    title,
    children: (
      <>
        <h1>{title}</h1>
        <PostForm show={show} action={`/wan/sites/${encodeURIComponent(view.site.id)}`}>
          <Contract show={show} view={view} />
          <Counting show={show} view={view} />
          <Measuring show={show} view={view} />
          <button>{texts.save}</button>
        </PostForm>
      </>
    ),
  })
}

function Contract({ show, view }: LinePart) {
  const texts = show.t.wan
  const { line } = view
  const at = { show, scope: 'line', form: stateOf(view.form, 'line') }
  const text = { ...at, maxLength: 120, autocomplete: 'off' } as const
  return (
    <>
      <Input {...text} name="provider" label={texts.provider} value={line.provider} />
      <Input {...text} name="contract" label={texts.contract} value={line.contract} />
      <Input {...text} name="phone" label={texts.phone} help={texts.phoneHelp} value={line.phone} />
      <Input
        {...text}
        name="promise"
        label={texts.promise}
        help={texts.promiseHelp}
        value={line.promisePercent === null ? '' : String(line.promisePercent)}
      />
    </>
  )
}

function Counting({ show, view }: LinePart) {
  const texts = show.t.wan
  const { line, routers } = view
  const at = { show, scope: 'line', form: stateOf(view.form, 'line') }
  const ports = [...new Set(routers.flatMap((router) => router.ports))]
  return (
    <>
      <Input
        {...at}
        name="bundle"
        label={texts.bundle}
        help={texts.bundleHelp}
        value={line.bundleBytes === null ? '' : sizeText(line.bundleBytes)}
        maxLength={20}
      />
      <Input
        {...at}
        name="renewDay"
        label={texts.renewDay}
        type="number"
        min={1}
        max={31}
        value={String(line.renewDay)}
      />
      <Select
        {...at}
        name="router"
        label={texts.router}
        help={texts.routerHelp}
        value={line.router?.hostId ?? ''}
        options={placeOptions(routers, texts.noRouter)}
      />
      <Input
        {...at}
        name="port"
        label={texts.port}
        help={texts.portHelp}
        value={line.router?.port ?? ''}
        maxLength={120}
        list="line-ports"
      />
      <datalist id="line-ports">
        {ports.map((port) => (
          <option key={port} value={port} />
        ))}
      </datalist>
    </>
  )
}

/** As it can be written again: the largest unit in which it is exact. */
function sizeText(bytes: number): string {
  const units = [
    [1024 ** 4, 'TB'],
    [1024 ** 3, 'GB'],
    [1024 ** 2, 'MB'],
    [1024, 'KB'],
  ] as const
  for (const [size, unit] of units) {
    const amount = bytes / size
    if (amount >= 1 && Number.isInteger(amount * 1000)) return `${amount} ${unit}`
  }
  return `${bytes} B`
}

function Measuring({ show, view }: LinePart) {
  const texts = show.t.wan
  const { line, checks } = view
  const form = stateOf(view.form, 'line')
  const fault = form?.errors['checks']
  return (
    <fieldset>
      <legend>{texts.checks}</legend>
      <p class="help">{checks.length === 0 ? texts.noPings : texts.checksHelp}</p>
      {fault && <p class="error">{show.t.fieldErrors[fault]}</p>}
      {checks.map(({ id, name }) => (
        <Check
          key={id}
          show={show}
          scope="line"
          form={form}
          name={`check-${id}`}
          label={name}
          checked={line.checks.includes(id)}
        />
      ))}
    </fieldset>
  )
}

export function wanServicesPage(show: Show, view: WanServicesView): string {
  const texts = show.t.wan
  return renderPage({
    show,
    title: texts.services,
    children: (
      <>
        <h1>{texts.services}</h1>
        <p class="lead">{texts.servicesLead}</p>
        {view.services.length === 0 && <p class="empty">{texts.noServices}</p>}
        {view.services.map((service) => (
          <Service key={service.id} show={show} view={view} service={service} />
        ))}
      </>
    ),
  })
}

function Service({
  show,
  view,
  service,
}: {
  readonly show: Show
  readonly view: WanServicesView
  readonly service: WanServicesView['services'][number]
}) {
  const texts = show.t.wan
  const { id, name, pollers, departmentId } = service
  const at = { show, scope: id, form: stateOf(view.form, id) }
  return (
    <section>
      <h2>
        {name} <small>{texts.pollers(pollers)}</small>
      </h2>
      <PostForm show={show} action={`/wan/services/${encodeURIComponent(id)}`}>
        <Check {...at} name="judged" label={texts.judged} checked={departmentId !== undefined} />
        <Select
          {...at}
          name="department"
          label={texts.department}
          help={texts.departmentHelp}
          value={departmentId ?? ''}
          options={placeOptions(view.departments, texts.noDepartment)}
        />
        <button>{texts.save}</button>
      </PostForm>
    </section>
  )
}
