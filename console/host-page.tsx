import type { HostView, Span } from '../collector/api/page-views.ts'
import { AlertCard, HistoryTable } from './alert-card.tsx'
import { FactSections } from './fact-sections.tsx'
import { DeviceSection, deviceFacts } from './device-section.tsx'
import { Check, Confirm, Input, PlaceFields, PostForm, Select } from './fields.tsx'
import { GraphFigure } from './graph.tsx'
import { Inventory, Readings } from './host-details.tsx'
import { renderPage, Time } from './layout.tsx'
import { PresenceMark } from './marks.tsx'
import type { Show } from './show.ts'
import { WaysSection } from './ways-section.tsx'

const spans: readonly Span[] = ['1h', '24h', '7d', '30d']

export function hostPage(show: Show, view: HostView): string {
  const { t } = show
  return renderPage({
    show,
    title: view.row.name,
    islands: ['host'],
    children: (
      <>
        <Heading show={show} view={view} />
        {view.open.length > 0 && (
          <section aria-label={t.host.alerts} class="cards">
            {view.open.map((alert) => (
              <AlertCard
                key={alert.id}
                {...{ show, alert, silenceHours: view.silenceHours, back: show.frame.path }}
                place={false}
              />
            ))}
          </section>
        )}
        {view.device && <DeviceSection show={show} device={view.device} />}
        <Graphs show={show} view={view} />
        <FactSections show={show} sections={view.sections} />
        {view.device === null && (
          <p>
            <a href={`/hosts/${encodeURIComponent(view.row.id)}/records`}>
              {t.registers.records.title}
            </a>
          </p>
        )}
        <Readings show={show} readings={view.readings} />
        <section>
          <h2>{t.host.history}</h2>
          <HistoryTable show={show} alerts={view.history} place={false} />
        </section>
        {view.device === null && <Inventory show={show} inventory={view.inventory} />}
        {show.frame.may.act && (
          <>
            <WaysSection show={show} hostId={view.row.id} ways={view.ways} />
            <Change show={show} view={view} />
          </>
        )}
      </>
    ),
  })
}

function Heading({ show, view }: { readonly show: Show; readonly view: HostView }) {
  const { t } = show
  const { row } = view
  const facts: readonly (readonly [string, preact.ComponentChildren])[] = [
    [
      t.host.lastSeen,
      row.lastSeenMs === null ? t.time.never : <Time show={show} ms={row.lastSeenMs} ago />,
    ],
    [t.host.lastAbsence, absenceText(show, view.lastAbsence)],
    [t.host.availability, availabilityText(show, view.availability)],
    [t.fleet.site, row.site ?? t.none],
    [t.fleet.department, row.department ?? t.none],
    ...(view.device ? deviceFacts(show, view.device) : agentFacts(show, view)),
    [t.host.added, <Time show={show} ms={view.createdAtMs} />],
  ]
  return (
    <section class="host" aria-label={t.host.facts}>
      <div>
        <p class="kind">
          {t.roles[row.role]}
          {row.critical && <em title={t.criticalHelp}> · {t.critical}</em>}
          {row.simulated && <i title={t.simulatedHelp}> · {t.simulated}</i>}
        </p>
        <h1>{row.name}</h1>
        <p class="state">
          <PresenceMark presence={row.presence} word={t.presence[row.presence]} />
          {row.presenceSinceMs !== null && (
            <span class="soft">
              {' '}
              {t.host.since} <Time show={show} ms={row.presenceSinceMs} />
            </span>
          )}
        </p>
      </div>
      <dl class="facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function agentFacts(show: Show, view: HostView): readonly (readonly [string, string])[] {
  const { t } = show
  return [
    [t.host.clock, clockText(show, view.clockOffsetSeconds)],
    [t.host.beat, beatText(show, view.beat)],
    [t.host.agent, view.agentVersion ?? t.none],
  ]
}

function absenceText({ t, time }: Show, absence: HostView['lastAbsence']): string {
  if (absence === null) return t.none
  const { presence, fromMs, toMs } = absence
  const length = time.length((toMs - fromMs) / 1000)
  return `${t.presence[presence]}: ${time.instant(fromMs)} (${length})`
}

function availabilityText({ t, time }: Show, of: HostView['availability']): string {
  if (of === null) return t.none
  const { percent, powerMs, wayMs } = of
  const share = percent === null ? t.none : `${(Math.floor(percent * 10) / 10).toFixed(1)} %`
  const left = powerMs + wayMs
  return left < 60_000 ? share : `${share} (${t.host.notCounted(time.length(left / 1000))})`
}

function beatText({ t, time }: Show, beat: HostView['beat']): string {
  if (beat === null) return t.none
  const text = t.host.every(time.length(beat.seconds))
  return beat.limitedHere ? `${text} (${t.host.limitedHere})` : text
}

function clockText({ t, time }: Show, offset: number | null): string {
  if (offset === null) return t.none
  if (Math.abs(offset) < 5) return t.host.clockRight
  const text = time.length(Math.abs(offset))
  return offset > 0 ? t.host.clockAhead(text) : t.host.clockBehind(text)
}

function Graphs({ show, view }: { readonly show: Show; readonly view: HostView }) {
  const { t, frame } = show
  const path = `/hosts/${encodeURIComponent(view.row.id)}`
  const data = { graphs: view.graphs, zone: frame.zone, language: t.lang, span: view.span }
  return (
    <section id="graphs" data-refresh={`${path}/graphs?span=${view.span}`}>
      <div class="split">
        <h2>{t.host.graphs}</h2>
        <nav class="spans" aria-label={t.host.span}>
          {spans.map((span) => (
            <a
              key={span}
              href={`${path}?span=${span}#graphs`}
              aria-current={span === view.span ? 'true' : undefined}
            >
              {t.host.spans[span]}
            </a>
          ))}
        </nav>
      </div>
      {view.graphs.length === 0 ? (
        <p class="empty">{t.host.noGraphs}</p>
      ) : (
        <>
          <div class="graphs">
            {view.graphs.map((graph) => (
              <GraphFigure key={graph.name} show={show} graph={graph} />
            ))}
          </div>
          <p class="help">{view.device ? t.host.deviceCoverage : t.host.coverage}</p>
          <script
            id="graph-data"
            type="application/json"
            dangerouslySetInnerHTML={{ __html: safeJson(data) }}
          />
        </>
      )}
    </section>
  )
}

/** Inside a script element only "<" can end it. */
function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c')
}

function Change({ show, view }: { readonly show: Show; readonly view: HostView }) {
  const { t } = show
  const base = { show, form: view.form, scope: 'host' }
  const path = `/hosts/${encodeURIComponent(view.row.id)}`
  return (
    <section class="card">
      <details open={view.form !== null}>
        <summary>
          <h2>{t.host.change}</h2>
        </summary>
        <PostForm show={show} action={path} class="fields">
          <Input
            {...base}
            name="name"
            label={t.fleet.name}
            value={view.row.name}
            maxLength={64}
            required
          />
          <PlaceFields {...base} places={view} site={view.siteId} department={view.departmentId} />
          <Select
            {...base}
            name="role"
            label={t.fleet.role}
            value={view.row.role}
            options={Object.entries(t.roles)}
          />
          <Check
            {...base}
            name="critical"
            label={t.host.criticalLabel}
            checked={view.row.critical}
          />
          <button>{t.save}</button>
        </PostForm>
        <Confirm
          {...{ show, label: t.host.remove, help: t.host.removeHelp, sure: t.host.removeConfirm }}
          action={`${path}/remove`}
        />
      </details>
    </section>
  )
}
