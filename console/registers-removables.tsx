/** The office's own memory sticks, and foreign ones that were seen. */
import type { FormState } from '../collector/api/page-views.ts'
import type { RegisterPages } from '../collector/api/register-views.ts'
import { Input, PostForm } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { RegistersMenu } from './registers-menu.tsx'
import type { Show } from './show.ts'

type View = Parameters<RegisterPages['removables']>[1]
type Device = View['devices'][number]

export function removablesPage(show: Show, view: View): string {
  const { removables } = show.t.registers
  return renderPage({
    show,
    title: removables.title,
    children: (
      <>
        <RegistersMenu show={show} />
        <h1>{removables.title}</h1>
        <p class="lead">{removables.lead}</p>
        <p class="actions">
          <a href="/removables/csv" download>
            {show.t.registers.csv}
          </a>
        </p>
        <Unregistered show={show} view={view} />
        <Own show={show} view={view} />
        <section class="card">
          <h2>{removables.add}</h2>
          <DeviceForm show={show} scope="new" form={ownState(view.form, '')} />
        </section>
      </>
    ),
  })
}

interface Props {
  readonly show: Show
  readonly view: View
}

/** The returned form, if it was about that device; '' is one typed by hand. */
function ownState(form: FormState | null, origin: string): FormState | null {
  return (form?.values['origin'] ?? '') === origin ? form : null
}

function Unregistered({ show, view }: Props) {
  const { t } = show
  const { removables } = t.registers
  return (
    <section class="card">
      <h2>{removables.unregistered}</h2>
      {view.unregistered.length === 0 ? (
        <p class="empty">{removables.noneSeen}</p>
      ) : (
        <table>
          <caption class="hide">{removables.unregistered}</caption>
          <thead>
            <tr>
              <th scope="col">{removables.device}</th>
              <th scope="col">{removables.last}</th>
              <th scope="col">{removables.where}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.unregistered.map(({ device, lastMs, hosts }, index) => (
              <tr key={device}>
                <th scope="row">{device}</th>
                <td>
                  <Time show={show} ms={lastMs} ago />
                </td>
                <td>
                  {hosts.map(({ hostId, hostName }, at) => (
                    <span key={hostId}>
                      {at > 0 && ', '}
                      <a href={`/hosts/${encodeURIComponent(hostId)}`}>{hostName}</a>
                    </span>
                  ))}
                </td>
                <td>
                  <details class="confirm" open={ownState(view.form, device) !== null}>
                    <summary>{removables.accept}</summary>
                    <DeviceForm
                      show={show}
                      scope={`seen-${index}`}
                      form={ownState(view.form, device)}
                      device={device}
                    />
                  </details>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Own({ show, view }: Props) {
  const { t } = show
  const { removables } = t.registers
  return (
    <section class="card">
      <h2>{removables.own}</h2>
      {view.devices.length === 0 ? (
        <p class="empty">{removables.noneOwn}</p>
      ) : (
        <table>
          <caption class="hide">{removables.own}</caption>
          <thead>
            <tr>
              <th scope="col">{removables.label}</th>
              <th scope="col">{removables.holder}</th>
              <th scope="col">{removables.device}</th>
              <th scope="col">{removables.last}</th>
              <th scope="col">{removables.note}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.devices.map((one, index) => (
              <tr key={one.device}>
                <th scope="row">{one.label}</th>
                <td>{one.holder || t.none}</td>
                <td>{one.device}</td>
                <td>
                  {one.lastMs === null ? t.time.never : <Time show={show} ms={one.lastMs} ago />}
                </td>
                <td>{one.note}</td>
                <td>
                  <Edit show={show} view={view} one={one} index={index} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Edit({
  show,
  view,
  one,
  index,
}: Props & { readonly one: Device; readonly index: number }) {
  const { t } = show
  const form = ownState(view.form, one.device)
  return (
    <details class="confirm" open={form !== null}>
      <summary>{t.edit}</summary>
      <DeviceForm show={show} scope={`own-${index}`} form={form} device={one.device} known={one} />
      <details class="confirm">
        <summary>{t.remove}</summary>
        <PostForm show={show} action="/removables/remove">
          <input type="hidden" name="device" value={one.device} />
          <p class="help">{t.registers.removables.removeHelp}</p>
          <button class="danger">{t.remove}</button>
        </PostForm>
      </details>
    </details>
  )
}

function DeviceForm({
  show,
  scope,
  form,
  device,
  known,
}: {
  readonly show: Show
  readonly scope: string
  readonly form: FormState | null
  readonly device?: string
  readonly known?: Device
}) {
  const { t } = show
  const { removables } = t.registers
  const base = { show, form, scope: `stick-${scope}` }
  return (
    <PostForm show={show} action="/removables" class="fields">
      <input type="hidden" name="origin" value={device ?? ''} />
      {device === undefined ? (
        <Input {...base} name="device" label={removables.device} maxLength={255} required />
      ) : (
        <input type="hidden" name="device" value={device} />
      )}
      <Input
        {...base}
        name="label"
        label={removables.label}
        value={known?.label ?? ''}
        maxLength={80}
        required
      />
      <Input
        {...base}
        name="holder"
        label={`${removables.holder} (${t.optional})`}
        value={known?.holder ?? ''}
        maxLength={80}
      />
      <Input
        {...base}
        name="note"
        label={`${removables.note} (${t.optional})`}
        value={known?.note ?? ''}
        maxLength={300}
      />
      <button>{known ? t.save : t.add}</button>
    </PostForm>
  )
}
