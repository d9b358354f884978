import type { EnrolCommand } from '../collector/api/page-views.ts'
import type { Show } from './show.ts'

/** Commands to run on a machine; the copy button works where scripts do, the text always. */
export function CommandList({
  show,
  commands,
  scope,
  copy,
}: {
  readonly show: Show
  readonly commands: readonly EnrolCommand[]
  readonly scope: string
  readonly copy: boolean
}) {
  return (
    <dl class="commands">
      {commands.map(({ platform, command }) => (
        <div key={platform}>
          <dt>{show.t.enrolment.platforms[platform]}</dt>
          <dd>
            <Secret show={show} id={`${scope}-${platform}`} text={command} copy={copy} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function Secret({
  show,
  id,
  text,
  copy = true,
}: {
  readonly show: Show
  readonly id: string
  readonly text: string
  readonly copy?: boolean
}) {
  return (
    <div class="secret">
      <code id={id}>{text}</code>
      {copy && (
        <button type="button" class="small" data-copy={id} data-done={show.t.copied} hidden>
          {show.t.copy}
        </button>
      )}
    </div>
  )
}
