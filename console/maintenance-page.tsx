/** Maintenance windows: those that are planned, and the forms for one more. */
import type { MaintenanceView, WindowItem } from '../collector/api/maintenance-views.ts'
import { DayChecks } from './day-checks.tsx'
import { Confirm, Input, placeOptions, PostForm, Select, stateOf } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: MaintenanceView
}

export function maintenancePage(show: Show, view: MaintenanceView): string {
  const t = show.t.maintenance
  return renderPage({
    show,
    title: t.title,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {view.windows.length === 0 ? (
          <p class="empty">{t.none}</p>
        ) : (
          <Windows show={show} view={view} />
        )}
        <NewWindow show={show} view={view} kind="once" />
        <NewWindow show={show} view={view} kind="weekly" />
      </>
    ),
  })
}

function Windows({ show, view }: Part) {
  const t = show.t.maintenance
  return (
    <table>
      <caption class="hide">{t.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.covers}</th>
          <th scope="col">{t.when}</th>
          <th scope="col">{t.by}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {view.windows.map((item) => (
          <Line key={item.id} show={show} item={item} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ show, item }: { readonly show: Show; readonly item: WindowItem }) {
  const t = show.t.maintenance
  const path = `/maintenance/${encodeURIComponent(item.id)}`
  return (
    <tr>
      <th scope="row">{item.name}</th>
      <td>
        {item.place === null ? t.gone : <Place item={item} />} <small>{t.kinds[item.kind]}</small>
      </td>
      <td>
        {item.weekly && (
          <>
            {item.weekly.days.map((day) => show.t.settings.weekdays[day]).join(', ')}{' '}
            {item.weekly.from}–{item.weekly.until}
            <br />
          </>
        )}
        <Span show={show} item={item} />
      </td>
      <td>{item.by}</td>
      <td>
        {item.runs && (
          <PostForm show={show} action={`${path}/end`}>
            <button class="small">{t.end}</button>
          </PostForm>
        )}
        <Confirm show={show} label={t.remove} help={t.removeHelp} action={`${path}/remove`} />
      </td>
    </tr>
  )
}

function Place({ item }: { readonly item: WindowItem }) {
  if (item.hostId === null) return <>{item.place}</>
  return <a href={`/hosts/${encodeURIComponent(item.hostId)}`}>{item.place}</a>
}

function Span({ show, item }: { readonly show: Show; readonly item: WindowItem }) {
  const t = show.t.maintenance
  if (item.next === null) return <span class="soft">{t.over}</span>
  if (item.runs) return <strong>{t.runsUntil(show.time.instant(item.next.untilMs))}</strong>
  return (
    <small>
      {t.next} <Time show={show} ms={item.next.fromMs} />
      {item.weekly === null && (
        <>
          {' – '}
          <Time show={show} ms={item.next.untilMs} />
        </>
      )}
    </small>
  )
}

type FormPart = Part & { readonly kind: 'once' | 'weekly' }

function NewWindow({ show, view, kind }: FormPart) {
  const texts = show.t.maintenance
  const base = { show, form: stateOf(view.form, kind), scope: kind }
  return (
    <section class="card">
      <h2>{kind === 'once' ? texts.newOnce : texts.newWeekly}</h2>
      <PostForm show={show} action={`/maintenance/${kind}`} class="fields">
        <Input
          {...base}
          name="name"
          label={texts.name}
          help={texts.nameHelp}
          maxLength={100}
          required
        />
        <Cover show={show} view={view} kind={kind} />
        {kind === 'once' ? (
          <Input
            {...base}
            name="date"
            label={texts.date}
            value={view.today}
            maxLength={10}
            required
          />
        ) : (
          <DayChecks {...base} label={texts.days} />
        )}
        <Input {...base} name="from" label={texts.from} value="17:00" maxLength={5} required />
        <Input
          {...base}
          name="until"
          label={texts.until}
          help={texts.untilHelp}
          value="20:00"
          maxLength={5}
          required
        />
        {kind === 'once' && (
          <Input
            {...base}
            name="lastDate"
            label={texts.lastDate}
            help={texts.lastDateHelp}
            maxLength={10}
          />
        )}
        <button>{texts.add}</button>
      </PostForm>
    </section>
  )
}

function Cover({ show, view, kind }: FormPart) {
  const { none, maintenance } = show.t
  const base = { show, form: stateOf(view.form, kind), scope: kind, value: '' }
  const { kinds, oneOf } = maintenance
  const names = `${kind}-computers`
  const sites = placeOptions(view.sites, none)
  const departments = placeOptions(view.departments, none)
  return (
    <>
      <Input {...base} name="computer" label={kinds.host} help={oneOf} list={names} />
      <datalist id={names}>
        {view.computers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Select {...base} name="site" label={kinds.site} options={sites} />
      <Select {...base} name="department" label={kinds.department} options={departments} />
    </>
  )
}
