/** Newest values and inventory of a host. */
import type { HostView, NewestReading } from '../collector/api/page-views.ts'
import { Time } from './layout.tsx'
import { quantity } from './quantity.ts'
import type { Show } from './show.ts'

type Value = NewestReading['values'][number]

export function Readings({
  show,
  readings,
}: {
  readonly show: Show
  readonly readings: readonly NewestReading[]
}) {
  const { t } = show
  return (
    <section>
      <details class="more">
        <summary>
          <h2>{t.host.readings}</h2>
        </summary>
        {readings.length === 0 ? (
          <p class="empty">{t.host.noReadings}</p>
        ) : (
          <table class="readings">
            <caption class="hide">{t.host.readingsCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{t.host.subject}</th>
                <th scope="col">{t.host.values}</th>
                <th scope="col">{t.host.when}</th>
              </tr>
            </thead>
            <tbody>
              {readings.map((reading) => (
                <tr key={`${reading.measurement} ${reading.tags}`}>
                  <th scope="row">
                    {reading.measurement} <small>{reading.tags}</small>
                  </th>
                  <td>
                    {reading.values.map((one) => (
                      <span class="value" key={one.field}>
                        <small>{one.field}</small> {valueText(show, one)}
                      </span>
                    ))}
                  </td>
                  <td>
                    <Time show={show} ms={reading.timeMs} ago />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </details>
    </section>
  )
}

function valueText({ t, time }: Show, { value, unit }: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (unit === 'seconds') return time.length(value)
  if (unit === 'days') return t.time.days(value)
  if (unit === 'epoch_seconds') return time.instant(value * 1000)
  return quantity(value, unit, t.lang)
}

/** Facts are shown to this depth and number; what a foreign agent sends may be anything. */
const depthMax = 3
const entriesMax = 60

export function Inventory({
  show,
  inventory,
}: { readonly show: Show } & Pick<HostView, 'inventory'>) {
  const { t } = show
  return (
    <section>
      <h2>{t.host.inventory}</h2>
      {inventory === null ? (
        <p class="empty">{t.host.noInventory}</p>
      ) : (
        <div class="inventory">
          {Object.entries(inventory)
            .slice(0, entriesMax)
            .map(([key, value]) => (
              <section key={key}>
                <h3>{wordOf(show, key)}</h3>
                <Facts show={show} name={key} value={value} depth={1} />
              </section>
            ))}
        </div>
      )}
    </section>
  )
}

function wordOf({ t }: Show, key: string): string {
  return Object.entries(t.inventory).find(([name]) => name === key)?.[1] ?? key
}

function Facts(props: {
  readonly show: Show
  readonly name: string
  readonly value: unknown
  readonly depth: number
}) {
  const { show, name, value, depth } = props
  if (typeof value !== 'object' || value === null) return <>{plainText(show, name, value)}</>
  if (depth > depthMax) return null
  const entries: [string, unknown][] = Object.entries(value)
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return <>{value.slice(0, entriesMax).join(', ')}</>
  if (Array.isArray(value))
    return (
      <ul>
        {entries.slice(0, entriesMax).map(([key, one]) => (
          <li key={key}>
            <Facts show={show} name={name} value={one} depth={depth + 1} />
          </li>
        ))}
      </ul>
    )
  return (
    <dl>
      {entries
        .filter(([, one]) => one !== null && one !== undefined && one !== '')
        .slice(0, entriesMax)
        .map(([key, one]) => (
          <div key={key}>
            <dt>{wordOf(show, key)}</dt>
            <dd>
              <Facts show={show} name={key} value={one} depth={depth + 1} />
            </dd>
          </div>
        ))}
    </dl>
  )
}

function plainText({ t }: Show, name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (typeof value === 'number' && /bytes$/i.test(name)) return quantity(value, 'bytes', t.lang)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
