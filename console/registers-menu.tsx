import type { Show } from './show.ts'

/** Links between the registers; those that the viewer may not open are left out. */
export function RegistersMenu({ show }: { readonly show: Show }) {
  const { frame, t } = show
  const { software, removables, printing, notice } = t.registers
  const items: readonly (readonly [string, string, boolean])[] = [
    ['/software', software.title, true],
    ['/removables', removables.title, frame.may.act],
    ['/printing', printing.title, true],
    ['/staff-notice', notice.title, true],
  ]
  return (
    <nav class="spans actions" aria-label={t.registers.title}>
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
