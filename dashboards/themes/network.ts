/** Ways of the sites, devices without an agent and their ports, services. */
import { interfaceFamily } from '../../contract/catalogue/families/interface.ts'
import { netResponse } from '../../contract/catalogue/families/net-response.ts'
import { ping } from '../../contract/catalogue/families/ping.ts'
import { presence } from '../../contract/catalogue/families/presence.ts'
import { snmpDevice } from '../../contract/catalogue/families/snmp-device.ts'
import { deviceLoad } from '../../contract/catalogue/families/device-load.ts'
import { x509Cert } from '../../contract/catalogue/families/x509-cert.ts'
import { atPresent, overTime, type Question } from '../influxql.ts'
import { countTile } from '../look/count.ts'
import { linesBy } from '../look/of-field.ts'
import { part, table } from '../look/table.ts'
import { someIsNotice } from '../look/tile.ts'
import { strips } from '../look/timeline.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { leastOf, mostOf, plainSteps } from '../thresholds.ts'
import { everyPort, ports } from './network-ports.ts'
import { services } from './network-services.ts'
import { networkTexts as texts } from './network-texts.ts'

const scope = 'network'
const now = { scope, ...atPresent } as const
export const deviceRoles = ['network', 'printer', 'ups'] as const
/** A poller's own pings are of services and ways; a device's pings stand under the device. */
const fromPollers = { role: deviceRoles.map((role) => `!${role}`) } as const
const halfHour = '30m'
const week = '7d'

export const devicesNow = {
  from: presence,
  ...now,
  where: { role: deviceRoles },
} as const satisfies Question<typeof presence>
export const lostDevice = {
  field: 'state',
  is: ['unreachable', 'site_down', 'cut_off', 'power_lost', 'stale'],
} as const

export const network: Theme = {
  name: 'network',
  spoken: texts.network,
  scope,
  from: 'now-24h',
  refresh: '1m',
  sections: (desk) => [
    { drafts: [...tiles(desk), sites(desk), ...ways(desk), devices(desk), there(desk)] },
    { heading: texts.ports, drafts: ports(desk) },
    { heading: texts.services, drafts: services(desk) },
    { heading: texts.everyPort, closed: true, drafts: [everyPort(desk)] },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  const width = 4
  const least = (rule: string, field: string): number => leastOf(desk.rules, rule, field)
  const loss = least('ping-loss', 'percent_packet_loss')
  const errors = least('port-errors', 'error_percent')
  const days = mostOf(desk.rules, 'certificate-ends', 'days_left')
  return [
    countTile(desk, texts.answering, devicesNow, [{ field: 'state', is: ['online'] }], {
      width,
      steps: plainSteps,
    }),
    countTile(desk, texts.lost, devicesNow, [lostDevice], { width }),
    countTile(
      desk,
      texts.lossy,
      { from: ping, ...now },
      [
        { field: 'percent_packet_loss', above: loss },
        { field: 'percent_packet_loss', below: 100 },
      ],
      { of: ['host_id', 'check'], width, steps: someIsNotice },
    ),
    countTile(desk, texts.failing, { from: netResponse, ...now }, [{ field: 'fails', above: 0 }], {
      of: ['host_id', 'check'],
      width,
    }),
    countTile(
      desk,
      texts.certificates,
      { from: x509Cert, ...now },
      [{ field: 'days_left', below: days }],
      { of: ['host_id', 'check'], width, steps: someIsNotice },
    ),
    countTile(
      desk,
      texts.damaged,
      { from: interfaceFamily, ...now },
      [{ field: 'error_percent', above: errors }],
      { of: ['host_id', 'ifName'], width, steps: someIsNotice },
    ),
  ]
}

function sites(desk: Desk): Draft {
  const of = { from: ping, scope, policy: 'full', where: fromPollers, by: ['site'] } as const
  return table(desk, texts.sites, {
    width: 24,
    height: 7,
    joinBy: 'site',
    sortBy: { column: 'site' },
    parts: [
      part({ ...of, within: halfHour }, [
        { field: 'average_response_ms', as: 'latency', pick: 'mean', rule: 'ping-slow' },
        { field: 'percent_packet_loss', as: 'packetLoss', pick: 'mean', rule: 'ping-loss' },
      ]),
      part({ ...of, within: week }, [
        { field: 'average_response_ms', as: 'usualLatency', pick: 'median' },
        { field: 'percent_packet_loss', as: 'usualLoss', pick: 'median' },
      ]),
      part({ ...of, within: week }, [
        { field: 'maximum_response_ms', as: 'worstLatency', pick: 'max' },
      ]),
    ],
  })
}

function ways(desk: Desk): readonly Draft[] {
  const question = { from: ping, scope, where: fromPollers } as const
  return [
    linesBy(desk, texts.latency, question, 'average_response_ms', 'site', {
      min: 0,
      limits: ['ping-slow', 'average_response_ms'],
    }),
    linesBy(desk, texts.loss, question, 'percent_packet_loss', 'site', {
      min: 0,
      max: 100,
      limits: ['ping-loss', 'percent_packet_loss'],
    }),
  ]
}

function devices(desk: Desk): Draft {
  const by = ['host_id'] as const
  const where = { role: deviceRoles }
  return table(desk, texts.devices, {
    height: 11,
    devices: true,
    joinBy: 'host_id',
    sortBy: { column: 'site' },
    parts: [
      part({ from: presence, ...now, where, by: ['host_id', 'host', 'site', 'role'] }, ['state']),
      part({ from: ping, ...now, where, by }, [
        { field: 'average_response_ms', as: 'latency', rule: 'ping-slow' },
        { field: 'percent_packet_loss', as: 'packetLoss', rule: 'ping-loss' },
      ]),
      part({ from: snmpDevice, ...now, by }, [
        { field: 'state', as: 'snmp' },
        { field: 'uptime' },
        { field: 'interfaces' },
        { field: 'interfaces_up' },
      ]),
      part({ from: deviceLoad, ...now, by }, [
        { field: 'cpu_percent' },
        { field: 'memory_percent' },
        { field: 'clients' },
      ]),
    ],
  })
}

function there(desk: Desk): Draft {
  return strips(desk, texts.presence, {
    unit: 'none',
    mapping: desk.mapping(presence, 'state'),
    queries: [
      overTime(
        { from: presence, scope, where: { role: deviceRoles }, by: ['host'] },
        [{ field: 'state', pick: 'last' }],
        { alias: '$tag_host', fill: 'none' },
      ),
    ],
  })
}
