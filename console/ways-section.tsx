/** On a host's page: through what it is reached, and what stands behind it. */
import type { WaysView } from '../collector/api/incident-views.ts'
import { PostForm } from './fields.tsx'
import type { Show } from './show.ts'

export function WaysSection({
  show,
  hostId,
  ways,
}: {
  readonly show: Show
  readonly hostId: string
  readonly ways: WaysView
}) {
  const { t } = show
  const path = `/hosts/${encodeURIComponent(hostId)}/behind`
  return (
    <section class="card">
      <details>
        <summary>
          <h2>
            {t.ways.title} <small class="soft">{t.ways.count(ways.behindCount)}</small>
          </h2>
        </summary>
        <Above show={show} above={ways.above} />
        <p class="soft">{t.ways.lead}</p>
        {ways.candidates.length === 0 ? (
          <p class="empty">{t.ways.noneHere}</p>
        ) : (
          <PostForm show={show} action={path}>
            <div class="fields">
              {ways.candidates.map(({ id, name, behind, above }) => (
                <label key={id}>
                  <input type="checkbox" name={`behind-${id}`} checked={behind} disabled={above} />{' '}
                  {name}
                  {above && <small> ({t.ways.mayNot})</small>}
                </label>
              ))}
            </div>
            {ways.candidateCount > ways.candidates.length && (
              <p class="soft">{t.ways.cut(ways.candidates.length, ways.candidateCount)}</p>
            )}
            <button>{t.ways.save}</button>
          </PostForm>
        )}
      </details>
    </section>
  )
}

function Above({ show, above }: { readonly show: Show; readonly above: WaysView['above'] }) {
  const { t } = show
  if (above.length === 0) return <p class="soft">{t.ways.nothingAbove}</p>
  return (
    <p>
      {above.length > 1 ? t.ways.aboveSeveral : t.ways.above}
      {t.colon}
      {above.map(({ id, name }, at) => (
        <>
          {at > 0 && ', '}
          <a href={`/hosts/${encodeURIComponent(id)}`}>{name}</a>
        </>
      ))}
    </p>
  )
}
