/** The ways from the page of the network to its forms, for those who may change it. */
import type { Show } from './show.ts'

export function AddLinks({ show }: { readonly show: Show }) {
  const { frame, t } = show
  if (!frame.may.settings) return null
  const { addLinks, device, kinds } = t.networkForm
  return (
    <p>
      {addLinks}: <a href="/network/devices/new">{device}</a>
      {Object.entries(kinds).map(([kind, word]) => (
        <span key={kind}>
          {' · '}
          <a href={`/network/checks/new-${kind}`}>{word}</a>
        </span>
      ))}
    </p>
  )
}

/** After a name; `what` is the folder of the form. */
export function ChangeLink({
  show,
  what,
  id,
}: {
  readonly show: Show
  readonly what: 'devices' | 'checks'
  readonly id: string
}) {
  if (!show.frame.may.settings) return null
  return (
    <small>
      {' '}
      <a href={`/network/${what}/${encodeURIComponent(id)}`}>{show.t.networkForm.change}</a>
    </small>
  )
}
