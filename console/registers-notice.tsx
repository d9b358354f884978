/** The staff notice in both languages, to be printed; and what an administrator decides about it. */
import type { RegisterPages } from '../collector/api/register-views.ts'
import { registersEn } from '../config/locales/console-registers-en.ts'
import { registersSw } from '../config/locales/console-registers-sw.ts'
import { Check, Confirm, Input, PostForm } from './fields.tsx'
import { renderPage } from './layout.tsx'
import { RegistersMenu } from './registers-menu.tsx'
import type { Show } from './show.ts'

type View = Parameters<RegisterPages['staffNotice']>[1]
interface Props {
  readonly show: Show
  readonly view: View
}

const sheets = [
  ['sw', registersSw.registers.notice],
  ['en', registersEn.registers.notice],
] as const

export function noticePage(show: Show, view: View): string {
  const { notice } = show.t.registers
  // The reader's own language first; the printed sheet has both.
  const ordered = sheets.toSorted(([a]) => (a === show.t.lang ? -1 : 1))
  return renderPage({
    show,
    title: notice.title,
    children: (
      <>
        <RegistersMenu show={show} />
        <Decision show={show} view={view} />
        {ordered.map(([lang, texts]) => (
          <Sheet key={lang} lang={lang} texts={texts} view={view} />
        ))}
      </>
    ),
  })
}

function Sheet({
  lang,
  texts,
  view,
}: {
  readonly lang: string
  readonly texts: (typeof sheets)[number][1]
  readonly view: View
}) {
  const contact = [view.phone, view.email].filter((one) => one !== '').join(', ')
  return (
    <article class="card sheet" lang={lang}>
      <h1>{texts.heading}</h1>
      <p>{texts.intro(view.organisation)}</p>
      <h2>{texts.recordedTitle}</h2>
      <ul>
        {texts.recorded.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2>{texts.neverTitle}</h2>
      <ul>
        {texts.never.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2>{texts.whyTitle}</h2>
      <p>{texts.why}</p>
      <h2>{texts.whoTitle}</h2>
      <p>{texts.who}</p>
      <h2>{texts.keptTitle}</h2>
      <p>{texts.kept(view.notice.days)}</p>
      <h2>{texts.rightsTitle}</h2>
      <p>{texts.rights(contact)}</p>
      <p>{texts.signature}: ______________________________</p>
    </article>
  )
}

function Decision({ show, view }: Props) {
  const { frame, t } = show
  const { notice } = t.registers
  const { state, atMs, by } = view.notice
  return (
    <section class="card actions">
      <h2>{notice.title}</h2>
      <p>
        <b>{notice.state[state]}</b> {atMs !== null && notice.by(by, show.time.instant(atMs))}
      </p>
      <p class="help">{notice.print}</p>
      {frame.may.administer ? (
        <Confirmation show={show} view={view} />
      ) : (
        <p class="help">{notice.onlyAdmin}</p>
      )}
      {frame.may.act && (
        <Confirm
          {...{ show, label: notice.erase, help: notice.eraseHelp }}
          action="/staff-notice/erase"
        />
      )}
    </section>
  )
}

function Confirmation({ show, view }: Props) {
  const { notice } = show.t.registers
  const base = { show, form: view.form, scope: 'notice' }
  const confirmed = view.notice.state === 'confirmed'
  return (
    <>
      <PostForm show={show} action="/staff-notice/confirm" class="fields">
        <Input
          {...base}
          name="days"
          label={notice.days}
          type="number"
          min={view.daysMin}
          max={view.daysMax}
          value={String(view.notice.days)}
          required
        />
        <Check {...base} name="told" label={notice.told} checked={false} />
        <button>{confirmed ? notice.change : notice.confirm}</button>
      </PostForm>
      {confirmed && (
        <Confirm
          {...{ show, label: notice.withdraw, help: notice.withdrawHelp }}
          action="/staff-notice/withdraw"
        />
      )}
    </>
  )
}
