import type { Show } from './show.ts'

/** Links between the pages of the network; those that the viewer may not open are left out. */
export function NetworkMenu({ show }: { readonly show: Show }) {
  const { frame, t } = show
  const { menu, pages } = t.topology
  const items: readonly (readonly [string, string, boolean])[] = [
    ['/network', pages.devices, true],
    ['/network/map', pages.map, true],
    ['/network/parents', pages.parents, frame.may.act],
    ['/network/discovered', pages.found, frame.may.act],
    ['/network/subnets', pages.subnets, frame.may.act],
  ]
  return (
    <nav class="spans actions" aria-label={menu}>
      {items
        .filter(([, , allowed]) => allowed)
        .map(([path, word]) => (
          <a
            key={path}
            href={path}
            aria-current={frame.path.split('?')[0] === path ? 'page' : undefined}
          >
            {word}
          </a>
        ))}
    </nav>
  )
}
