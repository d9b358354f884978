/** The ways to the neighbouring pages of a long list. */
import type { Show } from './show.ts'

/** `address` gives where a page, counted from 1, stands. Nothing where there is one page. */
export function PageLinks({
  show,
  page,
  pageCount,
  address,
}: {
  readonly show: Show
  readonly page: number
  readonly pageCount: number
  readonly address: (page: number) => string
}) {
  const { t } = show
  if (pageCount < 2) return null
  return (
    <nav class="pages" aria-label={t.fleet.pages}>
      {page > 1 && (
        <a class="button" rel="prev" href={address(page - 1)}>
          {t.fleet.previous}
        </a>
      )}
      <span>{t.fleet.page(page, pageCount)}</span>
      {page < pageCount && (
        <a class="button" rel="next" href={address(page + 1)}>
          {t.fleet.next}
        </a>
      )}
    </nav>
  )
}
