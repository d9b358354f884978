/** The page of a device without an agent: how it answers, and its ports. */
import type { DeviceView, PortRow, PortsView } from '../collector/api/device-views.ts'
import { factText } from './fact-text.ts'
import { Time } from './layout.tsx'
import { Mark } from './marks.tsx'
import { answerText } from './network-checks.tsx'
import { bitRate, quantity } from './quantity.ts'
import type { Show } from './show.ts'

/** Term and value, for the heading of the page. */
export function deviceFacts(
  show: Show,
  { row }: DeviceView,
): readonly (readonly [string, preact.ComponentChildren])[] {
  const { network, none } = show.t
  const ping = row.checks.find(({ kind }) => kind === 'ping')
  return [
    [network.address, row.address],
    [network.answer, ping ? answerText(show, ping) : none],
    [
      network.poller,
      row.pollerId === null || row.pollerName === null ? (
        <span class="warn">{network.nobody}</span>
      ) : (
        <a href={`/hosts/${encodeURIComponent(row.pollerId)}`}>{row.pollerName}</a>
      ),
    ],
  ]
}

export function DeviceSection({
  show,
  device,
}: {
  readonly show: Show
  readonly device: DeviceView
}) {
  const { devices, network } = show.t
  const { row, ports } = device
  const away = row.presence !== 'online' && row.presence !== 'never_seen'
  return (
    <>
      {(away || row.refused !== null || row.secretLost || !row.snmp) && (
        <div>
          {away && <p class="warn">{devices.silent}</p>}
          {row.refused && <p class="warn">{network.refusals[row.refused]}</p>}
          {row.secretLost && <p class="warn">{network.secretLost}</p>}
          {!row.snmp && <p class="help">{devices.unread}</p>}
        </div>
      )}
      {row.role === 'network' && (ports !== null || row.snmp) && (
        <Ports show={show} ports={ports} />
      )}
    </>
  )
}

function Ports({ show, ports }: { readonly show: Show; readonly ports: PortsView | null }) {
  const { t } = show
  return (
    <section id="ports">
      <h2>{t.devices.ports}</h2>
      {ports === null ? (
        <p class="empty">{t.devices.noPorts}</p>
      ) : (
        <>
          <p class="help">
            {t.devices.portsLead(ports.up, ports.ports.length)} {t.facts.told}{' '}
            <Time show={show} ms={ports.toldMs} ago />
          </p>
          <PortTable show={show} caption={t.devices.ports} ports={ports.ports} />
          {ports.more > 0 && <p class="help">{t.devices.portsMore(ports.more)}</p>}
          {ports.others.length > 0 && (
            <details class="more">
              <summary>
                <h3>{t.devices.otherPorts}</h3>
              </summary>
              <PortTable show={show} caption={t.devices.otherPorts} ports={ports.others} />
            </details>
          )}
        </>
      )}
    </section>
  )
}

/** Columns that no port fills are left out; on a phone also the cells that are empty. */
function PortTable({
  show,
  caption,
  ports,
}: {
  readonly show: Show
  readonly caption: string
  readonly ports: readonly PortRow[]
}) {
  const { devices, network } = show.t
  const columns = cells(show).filter(({ text }) => ports.some((port) => text(port) !== ''))
  return (
    <table class="hosts">
      <caption class="hide">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{devices.port}</th>
          <th scope="col">{network.state}</th>
          {columns.map(({ word }) => (
            <th scope="col" key={word}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ports.map((port) => (
          <tr key={port.name}>
            <th scope="row">
              {port.name}
              {(port.alias !== '' || port.uplink) && <small>{port.alias || devices.uplink}</small>}
            </th>
            <td>
              <PortMark show={show} port={port} />
            </td>
            {columns.map(({ word, text, tone }) => {
              const said = text(port)
              return said === '' ? (
                <td key={word} class="lacks" />
              ) : (
                <td key={word} data-label={word} class={tone?.(port)}>
                  {said}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Cell {
  readonly word: string
  readonly text: (port: PortRow) => string
  readonly tone?: (port: PortRow) => string | undefined
}
function cells(show: Show): readonly Cell[] {
  const { devices } = show.t
  const language = show.t.lang
  const up = ({ state }: PortRow): boolean => state === 'up'
  const percent = (value: number): string => quantity(value, 'percent', language)
  return [
    {
      word: devices.speed,
      text: (port) =>
        port.speed === null || !up(port)
          ? ''
          : [
              bitRate(port.speed),
              port.halfDuplex && word(show, 'half'),
              port.slower && devices.slower,
            ]
              .filter((part) => part !== false)
              .join(', '),
      tone: ({ slower, halfDuplex }) => (slower || halfDuplex ? 'warn' : undefined),
    },
    {
      word: devices.traffic,
      text: ({ inBits, outBits, state }) =>
        state !== 'up' || (inBits === null && outBits === null)
          ? ''
          : `↓ ${bitRate(inBits ?? 0)} ↑ ${bitRate(outBits ?? 0)}`,
    },
    {
      word: devices.used,
      text: (port) => (port.usedPercent === null || !up(port) ? '' : percent(port.usedPercent)),
    },
    {
      word: devices.errors,
      text: ({ errors, errorPercent }) => {
        if (errors === null || errors === 0) return ''
        const count = quantity(errors, 'count', language)
        return errorPercent ? `${count} (${percent(errorPercent)})` : count
      },
      tone: ({ errorPercent }) => (errorPercent ? 'warn' : undefined),
    },
    {
      word: devices.poe,
      text: ({ poe }) => (poe === 'delivering' || poe === 'fault' ? word(show, poe) : ''),
      tone: ({ poe }) => (poe === 'fault' ? 'warn' : undefined),
    },
    {
      word: devices.behind,
      text: ({ behind, addresses }) =>
        behind || (addresses > 0 ? devices.addresses(addresses) : ''),
    },
  ]
}

const portMarks: Readonly<Record<PortRow['state'], readonly [mark: string, tone: string]>> = {
  up: ['online', 'ok'],
  down: ['off', 'off'],
  dormant: ['asleep', 'off'],
  not_present: ['never_seen', 'off'],
  testing: ['stale', 'warn'],
  unknown: ['stale', 'warn'],
  lower_layer_down: ['off', 'off'],
}
function PortMark({ show, port }: { readonly show: Show; readonly port: PortRow }) {
  const lost = port.uplink && port.state === 'down' && !port.closed
  const [mark, tone] = lost ? (['unreachable', 'bad'] as const) : portMarks[port.state]
  return (
    <span class={`s ${tone}`}>
      <Mark name={mark} />
      {port.closed ? show.t.devices.closed : show.t.devices.states[port.state]}
    </span>
  )
}

function word(show: Show, value: string): string {
  return factText(show, { field: 'state', value, unit: 'word' })
}
