import type { ErrorPage } from '../collector/api/pages.ts'
import { renderPage } from './layout.tsx'
import type { Show } from './show.ts'

export function errorPage(show: Show, problem: ErrorPage): string {
  const [title = '', help = ''] = show.t.errors[problem]
  return renderPage({
    show,
    title,
    bare: show.frame.viewer === null,
    children: (
      <section class="door">
        <h1>{title}</h1>
        <p class="lead">{help}</p>
        <p>
          <a class="button" href="/">
            {show.t.nav.fleet}
          </a>
        </p>
      </section>
    ),
  })
}
