import type { Show } from './show.ts'

/** Links between pages of one kind; those that the viewer may not open are left out. */
export function SectionMenu({
  show,
  label,
  items,
}: {
  readonly show: Show
  readonly label: string
  readonly items: readonly (readonly [path: string, word: string, allowed: boolean])[]
}) {
  const here = show.frame.path.split('?')[0]
  return (
    <nav class="spans actions" aria-label={label}>
      {items
        .filter(([, , allowed]) => allowed)
        .map(([path, word]) => (
          <a key={path} href={path} aria-current={path === here ? 'page' : undefined}>
            {word}
          </a>
        ))}
    </nav>
  )
}
