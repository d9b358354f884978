/** Ports of devices, for the dashboard of the network. */
import { interfaceFamily } from '../../contract/catalogue/families/interface.ts'
import { atPresent, overTime } from '../influxql.ts'
import { topOf } from '../influxql-summaries.ts'
import { bars } from '../look/bars.ts'
import { graph } from '../look/graph.ts'
import { part, partWhere, table } from '../look/table.ts'
import type { Desk, Draft } from '../theme.ts'
import { unitOf } from '../units.ts'
import { networkTexts as texts } from './network-texts.ts'

const scope = 'network'
const now = { scope, ...atPresent } as const
const barsMax = 15

export function ports(desk: Desk): readonly Draft[] {
  return [busiest(desk), fullest(desk), errors(desk)]
}

function busiest(desk: Desk): Draft {
  const columns = [
    { field: 'in_bits', pick: 'max', as: 'received' },
    { field: 'out_bits', pick: 'max', as: 'sent' },
  ] as const
  return graph(desk, texts.busiest, {
    unit: unitOf(interfaceFamily.fields.in_bits),
    width: 14,
    height: 10,
    min: 0,
    queries: columns.map((column) =>
      overTime({ from: interfaceFamily, scope, by: ['host'] }, [column], {
        alias: `$tag_host · ${desk.label(column.as)}`,
      }),
    ),
  })
}

function fullest(desk: Desk): Draft {
  return bars(desk, texts.fullest, {
    unit: unitOf(interfaceFamily.fields.used_percent),
    width: 10,
    height: 10,
    min: 0,
    max: 100,
    queries: [
      topOf(
        { from: interfaceFamily, scope, by: ['host', 'ifName'] },
        { field: 'used_percent', pick: 'mean' },
        barsMax,
      ),
    ],
  })
}

const ofPort = ['host_id', 'host', 'site', 'ifName'] as const
function errors(desk: Desk): Draft {
  return table(desk, texts.errors, {
    height: 6,
    devices: true,
    parts: [
      partWhere(
        { from: interfaceFamily, ...now, by: ofPort },
        ['ifInErrors', 'ifOutErrors', 'oper', 'ifSpeed', 'duplex'],
        { field: 'error_percent', above: 0 },
      ),
    ],
    sortBy: { column: 'error_percent', descending: true },
  })
}

export function everyPort(desk: Desk): Draft {
  return table(desk, texts.everyPort, {
    height: 20,
    devices: true,
    parts: [
      part({ from: interfaceFamily, ...now, by: ofPort }, [
        'oper',
        'ifAlias',
        'ifSpeed',
        'in_bits',
        'out_bits',
        { field: 'used_percent', as: 'portUse', rule: 'uplink-full' },
        { field: 'error_percent', rule: 'port-errors' },
        'poe',
      ]),
    ],
    sortBy: { column: 'host' },
  })
}
