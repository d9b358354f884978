import type { EnrolmentView, KeyItem } from '../collector/api/page-views.ts'
import { CommandList } from './command.tsx'
import { Check, Confirm, Input, PlaceFields, PostForm, Select } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { Keys, keyPath, Tokens, type EnrolmentPart } from './enrolment-tables.tsx'
import type { Show } from './show.ts'

export function enrolmentPage(show: Show, view: EnrolmentView): string {
  const { t, time } = show
  const waiting = view.keys.filter(({ state }) => state === 'pending' || state === 'clone')
  return renderPage({
    show,
    title: t.enrolment.title,
    children: (
      <>
        <h1>{t.enrolment.title}</h1>
        <p class="lead">{t.enrolment.lead}</p>
        {view.created && (
          <section class="ready" role="status">
            <h2>{t.enrolment.ready}</h2>
            <p>{t.enrolment.readyHelp(time.instant(view.created.expiresAtMs))}</p>
            <CommandList show={show} commands={view.created.commands} scope="created" copy />
          </section>
        )}
        {waiting.length > 0 && (
          <section>
            <h2>{t.enrolment.waiting(waiting.length)}</h2>
            <div class="cards">
              {waiting.map((key) => (
                <Waiting key={key.agentId} show={show} item={key} />
              ))}
            </div>
          </section>
        )}
        <NewToken show={show} view={view} />
        <Tokens show={show} view={view} />
        <Keys show={show} view={view} />
      </>
    ),
  })
}

function Waiting({ show, item }: { readonly show: Show; readonly item: KeyItem }) {
  const { t } = show
  const clone = item.state === 'clone'
  return (
    <article class={`alert ${clone ? 'bad' : 'note'}`}>
      <header>
        <span>{t.enrolment.keyStates[item.state]}</span>
        <span class="soft">
          <Time show={show} ms={item.createdAtMs} ago />
        </span>
      </header>
      <h3>{item.hostname}</h3>
      {clone && <p>{t.enrolment.cloneHelp}</p>}
      {item.sameHostName !== null && (
        <p>
          {t.enrolment.same(item.sameHostName)} {t.enrolment.sameHelp}
        </p>
      )}
      <div class="actions">
        {item.sameHostName !== null && item.sameHostAs !== null && (
          <PostForm show={show} action={`${keyPath(item)}/join`}>
            <input type="hidden" name="host" value={item.sameHostAs} />
            <button>{t.enrolment.join(item.sameHostName)}</button>
          </PostForm>
        )}
        {!clone && (
          <PostForm show={show} action={`${keyPath(item)}/approve`}>
            <button class={item.sameHostName === null ? undefined : 'second'}>
              {item.sameHostName === null ? t.enrolment.approve : t.enrolment.different}
            </button>
          </PostForm>
        )}
        <Confirm show={show} label={t.enrolment.revoke} action={`${keyPath(item)}/revoke`} />
      </div>
    </article>
  )
}

function NewToken({ show, view }: EnrolmentPart) {
  const { t } = show
  const base = { show, form: view.form, scope: 'token' }
  return (
    <section class="card">
      <h2>{t.enrolment.newToken}</h2>
      <PostForm show={show} action="/enrolment/tokens" class="fields">
        <Input
          {...base}
          name="days"
          label={t.enrolment.days}
          value="1"
          type="number"
          min={1}
          max={90}
          required
        />
        <Input
          {...base}
          name="uses"
          label={t.enrolment.uses}
          value="10"
          type="number"
          min={1}
          max={1000}
          required
        />
        <PlaceFields {...base} places={view} />
        <Select
          {...base}
          name="role"
          label={t.fleet.role}
          value="desktop"
          options={Object.entries(t.roles)}
        />
        <Input
          {...base}
          name="note"
          label={`${t.enrolment.note} (${t.optional})`}
          maxLength={200}
        />
        <Check {...base} name="autoApprove" label={t.enrolment.autoApprove} checked />
        <button>{t.enrolment.make}</button>
      </PostForm>
    </section>
  )
}
