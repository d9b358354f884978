import { SectionMenu } from './section-menu.tsx'
import type { Show } from './show.ts'

/** Links between the registers. */
export function RegistersMenu({ show }: { readonly show: Show }) {
  const { frame, t } = show
  const { software, removables, printing, notice } = t.registers
  return (
    <SectionMenu
      show={show}
      label={t.registers.title}
      items={[
        ['/software', software.title, true],
        ['/removables', removables.title, frame.may.act],
        ['/printing', printing.title, true],
        ['/staff-notice', notice.title, true],
      ]}
    />
  )
}
