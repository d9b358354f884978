import { Time } from './layout.tsx'
import type { Show } from './show.ts'

/** A time that may not be known: never, or none. */
export function Moment({
  show,
  ms,
  ago = false,
}: {
  readonly show: Show
  readonly ms: number | null
  readonly ago?: boolean
}) {
  if (ms === null) return <>{ago ? show.t.time.never : show.t.none}</>
  return <Time show={show} ms={ms} ago={ago} />
}
