/** Tables of the enrolment page: tokens that still open, keys that are settled. */
import type { EnrolmentView, KeyItem } from '../collector/api/page-views.ts'
import { Confirm } from './fields.tsx'
import { Time } from './layout.tsx'
import type { Show } from './show.ts'

export interface EnrolmentPart {
  readonly show: Show
  readonly view: EnrolmentView
}

export function keyPath({ agentId }: KeyItem): string {
  return `/enrolment/keys/${encodeURIComponent(agentId)}`
}

export function Tokens({ show, view }: EnrolmentPart) {
  const { t } = show
  return (
    <section>
      <h2>{t.enrolment.tokens}</h2>
      {view.tokens.length === 0 ? (
        <p class="empty">{t.enrolment.noTokens}</p>
      ) : (
        <table>
          <caption class="hide">{t.enrolment.tokensCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.enrolment.note}</th>
              <th scope="col">{t.fleet.role}</th>
              <th scope="col">{t.fleet.site}</th>
              <th scope="col">{t.enrolment.usesLeft}</th>
              <th scope="col">{t.enrolment.expires}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.tokens.map((token) => (
              <tr key={token.id}>
                <th scope="row">{token.note || t.none}</th>
                <td>{t.roles[token.role]}</td>
                <td>{view.sites.find(({ id }) => id === token.siteId)?.name ?? t.none}</td>
                <td>{token.usesLeft}</td>
                <td>
                  <Time show={show} ms={token.expiresAtMs} />
                </td>
                <td>
                  <Confirm
                    show={show}
                    label={t.enrolment.revoke}
                    action={`/enrolment/tokens/${encodeURIComponent(token.id)}/revoke`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

export function Keys({ show, view }: EnrolmentPart) {
  const { t } = show
  const settled = view.keys.filter(({ state }) => state === 'approved' || state === 'revoked')
  return (
    <section>
      <h2>{t.enrolment.keys}</h2>
      {settled.length === 0 ? (
        <p class="empty">{t.enrolment.noKeys}</p>
      ) : (
        <table>
          <caption class="hide">{t.enrolment.keysCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.enrolment.host}</th>
              <th scope="col">{t.enrolment.calledItself}</th>
              <th scope="col">{t.fleet.state}</th>
              <th scope="col">{t.enrolment.enrolled}</th>
              <th scope="col">{t.fleet.lastSeen}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {settled.map((key) => (
              <tr key={key.agentId}>
                <th scope="row">
                  {key.hostName === null ? (
                    t.none
                  ) : (
                    <a href={`/hosts/${encodeURIComponent(key.hostId)}`}>{key.hostName}</a>
                  )}
                </th>
                <td>{key.hostname}</td>
                <td>{t.enrolment.keyStates[key.state]}</td>
                <td>
                  <Time show={show} ms={key.createdAtMs} />
                </td>
                <td>
                  {key.lastSeenMs === null ? (
                    t.time.never
                  ) : (
                    <Time show={show} ms={key.lastSeenMs} ago />
                  )}
                </td>
                <td>
                  {key.state === 'approved' && (
                    <Confirm
                      show={show}
                      label={t.enrolment.revoke}
                      action={`${keyPath(key)}/revoke`}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
