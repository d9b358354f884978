/** Printers, UPSes and switches. */
import { deviceIdentity } from '../../contract/catalogue/families/device-identity.ts'
import { deviceLoad } from '../../contract/catalogue/families/device-load.ts'
import { deviceSensor } from '../../contract/catalogue/families/device-sensor.ts'
import { printer } from '../../contract/catalogue/families/printer.ts'
import { printerSupply } from '../../contract/catalogue/families/printer-supply.ts'
import { snmpDevice } from '../../contract/catalogue/families/snmp-device.ts'
import { ups } from '../../contract/catalogue/families/ups.ts'
import { atPresent, overTime } from '../influxql.ts'
import { countTile } from '../look/count.ts'
import { graph } from '../look/graph.ts'
import { linesBy } from '../look/of-field.ts'
import { part, table } from '../look/table.ts'
import { someIsNotice } from '../look/tile.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { mostOf } from '../thresholds.ts'
import { unitOf } from '../units.ts'
import { devicesTexts as texts } from './devices-texts.ts'

const scope = 'network'
const now = { scope, ...atPresent } as const
const ofDevice = ['host_id', 'host', 'site'] as const

export const devices: Theme = {
  name: 'devices',
  spoken: texts.devices,
  scope,
  from: 'now-24h',
  refresh: '5m',
  sections: (desk) => [
    { drafts: tiles(desk) },
    { heading: texts.printers, drafts: printing(desk) },
    { heading: texts.upses, drafts: [upses(desk)] },
    { heading: texts.switches, drafts: switches(desk) },
    { heading: texts.models, closed: true, drafts: [models(desk)] },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  const width = 6
  const low = mostOf(desk.rules, 'toner-low', 'left_percent')
  return [
    countTile(
      desk,
      texts.silent,
      { from: snmpDevice, ...now },
      [{ field: 'state', is: ['silent', 'refused'] }],
      { width },
    ),
    countTile(
      desk,
      texts.stopped,
      { from: printer, ...now },
      [{ field: 'condition', is: ['error'] }],
      { width },
    ),
    countTile(
      desk,
      texts.tonerLow,
      { from: printerSupply, ...now },
      [{ field: 'left_percent', below: low }],
      { of: ['host_id', 'supply', 'number'], width, steps: someIsNotice },
    ),
    countTile(
      desk,
      texts.battery,
      { from: ups, ...now },
      [{ field: 'replace_battery', is: ['true'] }],
      { width, steps: someIsNotice },
    ),
  ]
}

function printing(desk: Desk): readonly Draft[] {
  return [
    table(desk, texts.toner, {
      width: 12,
      devices: true,
      sortBy: { column: 'left_percent' },
      parts: [
        part({ from: printerSupply, ...now, by: [...ofDevice, 'supply'] }, [
          { field: 'left_percent', rule: 'toner-low' },
          'state',
        ]),
      ],
    }),
    table(desk, texts.printers, {
      width: 12,
      devices: true,
      parts: [
        part({ from: printer, ...now, by: ofDevice }, ['condition', 'problem', 'state', 'pages']),
      ],
    }),
    graph(desk, texts.falling, {
      unit: unitOf(printerSupply.fields.left_percent),
      min: 0,
      max: 100,
      limits: ['toner-low', 'left_percent'],
      queries: [
        overTime(
          { from: printerSupply, scope, by: ['host', 'supply'] },
          [{ field: 'left_percent', pick: 'mean' }],
          { alias: '$tag_host · $tag_supply' },
        ),
      ],
    }),
    graph(desk, texts.pages, {
      unit: unitOf(printer.fields.pages),
      min: 0,
      decimals: 0,
      bars: true,
      stacked: true,
      queries: [
        overTime({ from: printer, scope, by: ['host'] }, [{ field: 'pages', pick: 'difference' }], {
          alias: '$tag_host',
          step: '1h',
          fill: 'none',
        }),
      ],
    }),
  ]
}

function upses(desk: Desk): Draft {
  return table(desk, texts.upses, {
    height: 6,
    devices: true,
    parts: [
      part({ from: ups, ...now, by: ofDevice }, [
        { field: 'source', as: 'ups_source' },
        'battery_charge_percent',
        { field: 'time_left', rule: 'ups-time-short' },
        { field: 'load_percent', rule: 'ups-overloaded' },
        'battery_date',
        'replace_battery',
        'test',
      ]),
    ],
  })
}

function switches(desk: Desk): readonly Draft[] {
  const by = ['host_id'] as const
  const counted = { min: 0, decimals: 0 } as const
  return [
    table(desk, texts.switches, {
      height: 9,
      devices: true,
      joinBy: 'host_id',
      sortBy: { column: 'site' },
      parts: [
        part({ from: snmpDevice, ...now, by: ofDevice }, [
          'kind',
          { field: 'state', as: 'snmp' },
          'reason',
          'uptime',
          'interfaces_up',
          'interfaces',
        ]),
        part({ from: deviceLoad, ...now, by }, [
          'cpu_percent',
          'memory_percent',
          'clients',
          'poe_used',
        ]),
      ],
    }),
    linesBy(desk, texts.portsUp, { from: snmpDevice, scope }, 'interfaces_up', 'host', counted),
    linesBy(desk, texts.clients, { from: deviceLoad, scope }, 'clients', 'host', counted),
    table(desk, texts.sensors, {
      width: 12,
      devices: true,
      parts: [
        part({ from: deviceSensor, ...now, by: [...ofDevice, 'sensor'] }, [
          'state',
          { field: 'temp', rule: 'device-hot' },
          'rpm',
        ]),
      ],
    }),
    graph(desk, texts.heat, {
      unit: unitOf(deviceSensor.fields.temp),
      height: 10,
      limits: ['device-hot', 'temp'],
      queries: [
        overTime(
          { from: deviceSensor, scope, by: ['host', 'sensor'] },
          [{ field: 'temp', pick: 'mean' }],
          { alias: '$tag_host · $tag_sensor' },
        ),
      ],
    }),
  ]
}

function models(desk: Desk): Draft {
  return table(desk, texts.models, {
    height: 12,
    devices: true,
    sortBy: { column: 'site' },
    parts: [
      part({ from: deviceIdentity, ...now, by: ofDevice }, [
        'vendor',
        'model',
        'serial',
        'firmware',
      ]),
    ],
  })
}
