/** What stands around each page: head, masthead, menu, banner, notice. */
import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { IslandName, PageFrame } from '../collector/api/pages.ts'
import { PostForm } from './fields.tsx'
import { Marks } from './marks.tsx'
import { administered } from './settings-tabs.tsx'
import type { Show } from './show.ts'

export interface PageProps {
  readonly show: Show
  readonly title: string
  readonly children: ComponentChildren
  /** Islands beside the common one. */
  readonly islands?: readonly IslandName[]
  /** A page without menu: login, links. */
  readonly bare?: boolean
}

export function renderPage(props: PageProps): string {
  return `<!doctype html>${renderToString(<Document {...props} />)}`
}

function Document({ show, title, children, islands = [], bare = false }: PageProps) {
  const { frame, t } = show
  return (
    <html lang={t.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Mlinzi`}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: frame.style }} />
        {(['common', ...islands] as const).map((name) => (
          <script key={name} type="module" src={frame.scripts[name]} />
        ))}
      </head>
      <body class={bare ? 'bare' : undefined}>
        <a class="skip" href="#main">
          {t.skip}
        </a>
        <Marks />
        <Masthead show={show} />
        <MailBanner show={show} />
        <main id="main" tabIndex={-1}>
          {frame.notice && (
            <p class="notice" role="status">
              {t.notices[frame.notice]}
            </p>
          )}
          {children}
        </main>
        <footer>
          <span>Mlinzi {frame.version}</span>
          <span>{show.time.instant(frame.nowMs)}</span>
          <p id="stopped" class="warn" role="status" hidden>
            {t.live.stopped}
          </p>
        </footer>
      </body>
    </html>
  )
}

function Masthead({ show }: { readonly show: Show }) {
  const { frame, t } = show
  return (
    <header class="mast">
      <div class="row">
        <a class="brand" href="/">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 1 3 4.500V11c0 6 3.800 10 9 12 5.200-2 9-6 9-12V4.500z" />
            <circle class="eye" cx="12" cy="11" r="4.600" />
            <circle cx="12" cy="11" r="2" />
          </svg>
          <b>Mlinzi</b>
          {frame.organisation && <span>{frame.organisation}</span>}
        </a>
        <div class="who">
          {frame.viewer && (
            <a href="/account" title={t.account.title}>
              {frame.viewer.name}
              <small>{frame.viewer.department ?? t.consoleRoles[frame.viewer.role]}</small>
            </a>
          )}
          <LanguageSwitch show={show} />
          {frame.viewer && (
            <PostForm show={show} action="/logout">
              <button class="plain">{t.logOut}</button>
            </PostForm>
          )}
        </div>
      </div>
      {frame.viewer && <Menu frame={frame} show={show} />}
      <div class="kanga" aria-hidden="true" />
    </header>
  )
}

function LanguageSwitch({ show }: { readonly show: Show }) {
  const { frame, t } = show
  const other = frame.language === 'sw' ? 'en' : 'sw'
  return (
    <PostForm show={show} action="/language">
      <input type="hidden" name="to" value={frame.path} />
      <button class="plain" name="language" value={other} lang={other}>
        {t.otherLanguage}
      </button>
    </PostForm>
  )
}

function Menu({ show, frame }: { readonly show: Show; readonly frame: PageFrame }) {
  const { t } = show
  const { may } = frame
  const items: readonly (readonly [string, string, number, boolean])[] = [
    ['/', t.nav.fleet, 0, true],
    ['/alerts', t.nav.alerts, frame.openAlertCount, true],
    ['/incidents', t.incidents.title, 0, true],
    ['/rules', t.rules.title, 0, true],
    ['/facts/antivirus', t.nav.facts, 0, true],
    ['/network', t.network.title, 0, true],
    ['/wan', t.wan.title, 0, true],
    ['/backup-jobs', t.backupJobs.title, 0, true],
    ['/software', t.registers.title, 0, true],
    ['/enrolment', t.nav.enrolment, frame.pendingKeyCount, may.act],
    ['/settings', t.nav.settings, 0, may.settings],
  ]
  const at = (path: string): boolean =>
    frame.path === path || frame.path.startsWith(`${path}/`) || frame.path.startsWith(`${path}?`)
  const here = (path: string): boolean => {
    if (path === '/') return /^\/($|\?|hosts\/)/.test(frame.path)
    if (path === '/settings') return at(path) || administered.some(at)
    return path.startsWith('/facts/') ? frame.path.startsWith('/facts/') : at(path)
  }
  return (
    <nav aria-label={t.menu}>
      {items
        .filter(([, , , allowed]) => allowed)
        .map(([path, word, count]) => (
          <a key={path} href={path} aria-current={here(path) ? 'page' : undefined}>
            {word}
            {count > 0 && <span class="count">{count}</span>}
          </a>
        ))}
    </nav>
  )
}

function MailBanner({ show }: { readonly show: Show }) {
  const { frame, t } = show
  if (frame.viewer === null || frame.mail === 'works') return null
  const people = frame.mail === 'no_recipients'
  return (
    <div class="banner" role="region" aria-label={t.settings.sections.mail}>
      <svg class="m" aria-hidden="true">
        <use href="#warning" />
      </svg>
      <p>{t.mail[frame.mail]}</p>
      {frame.may.settings && (
        <a class="button" href={people ? '/settings/recipients' : '/settings/mail'}>
          {people ? t.mail.fixRecipients : t.mail.fix}
        </a>
      )}
    </div>
  )
}

export function Time({
  show,
  ms,
  ago,
}: {
  readonly show: Show
  readonly ms: number
  readonly ago?: boolean
}) {
  const full = show.time.instant(ms)
  return (
    <time dateTime={new Date(ms).toISOString()} title={ago ? full : undefined}>
      {ago ? show.time.ago(ms) : full}
    </time>
  )
}
