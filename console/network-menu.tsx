import { SectionMenu } from './section-menu.tsx'
import type { Show } from './show.ts'

/** Links between the pages of the network. */
export function NetworkMenu({ show }: { readonly show: Show }) {
  const { frame, t } = show
  const { menu, pages } = t.topology
  return (
    <SectionMenu
      show={show}
      label={menu}
      items={[
        ['/network', pages.devices, true],
        ['/network/map', pages.map, true],
        ['/network/parents', pages.parents, frame.may.act],
        ['/network/discovered', pages.found, frame.may.act],
        ['/network/subnets', pages.subnets, frame.may.act],
      ]}
    />
  )
}
