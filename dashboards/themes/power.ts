/** Power: cuts by site, UPSes. */
import { presence } from '../../contract/catalogue/families/presence.ts'
import { ups } from '../../contract/catalogue/families/ups.ts'
import { atPresent, latest, overTime, type FieldOf, type Question } from '../influxql.ts'
import { countTile } from '../look/count.ts'
import { graph } from '../look/graph.ts'
import { numberTile } from '../look/of-field.ts'
import { part, table } from '../look/table.ts'
import { someIsNotice } from '../look/tile.ts'
import { strips } from '../look/timeline.ts'
import { alertPolicy, powerCuts } from '../outlet-series.ts'
import type { Desk, Draft, Spoken, Theme } from '../theme.ts'
import { plainSteps } from '../thresholds.ts'
import { unitOf } from '../units.ts'
import { powerTexts as texts } from './power-texts.ts'

const scope = 'site'
const now = { scope, ...atPresent } as const
const upsNow = { from: ups, ...now } as const satisfies Question<typeof ups>
const width = 4

export const power: Theme = {
  name: 'power',
  spoken: texts.power,
  scope,
  from: 'now-24h',
  refresh: '1m',
  sections: (desk) => [
    {
      drafts: [...tiles(desk), upses(desk), sources(desk), gone(desk), cuts(desk), register(desk)],
    },
    {
      drafts: [
        lines(desk, texts.charge, 'battery_charge_percent', { min: 0, max: 100 }),
        lines(desk, texts.runtime, 'time_left', { min: 0 }),
        lines(desk, texts.load, 'load_percent', {
          min: 0,
          limits: ['ups-overloaded', 'load_percent'],
        }),
        lines(desk, texts.mains, 'input_voltage', {
          limits: ['mains-voltage-high', 'input_voltage'],
        }),
      ],
    },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  return [
    countTile(desk, texts.onBattery, upsNow, [{ field: 'source', is: ['battery'] }], { width }),
    countTile(
      desk,
      texts.without,
      { from: presence, ...now },
      [{ field: 'state', is: ['power_lost'] }],
      { width, steps: someIsNotice },
    ),
    countTile(desk, texts.replace, upsNow, [{ field: 'replace_battery', is: ['true'] }], {
      width,
      steps: someIsNotice,
    }),
    least(desk, texts.lowest, 'battery_charge_percent'),
    least(desk, texts.shortest, 'time_left', 'ups-time-short'),
  ]
}

/** Of the newest value of each UPS the least: the worst of them. */
function least(desk: Desk, spoken: Spoken, field: FieldOf<typeof ups>, rule?: string): Draft {
  const within = '30m'
  return numberTile(desk, spoken, upsNow, field, {
    ...(rule === undefined ? { steps: plainSteps } : { rule }),
    width,
    queries: [latest({ ...upsNow, within }, [{ field, pick: 'min' }])],
  })
}

function upses(desk: Desk): Draft {
  return table(desk, texts.upses, {
    height: 7,
    devices: true,
    sortBy: { column: 'site' },
    parts: [
      part({ ...upsNow, by: ['host_id', 'host', 'site', 'ups_name'] }, [
        { field: 'source', as: 'ups_source' },
        'battery_charge_percent',
        { field: 'time_left', rule: 'ups-time-short' },
        { field: 'load_percent', rule: 'ups-overloaded' },
        'battery',
        'replace_battery',
        'battery_date',
        { field: 'battery_temp', rule: 'ups-hot' },
        { field: 'input_voltage', rule: 'mains-voltage-high' },
      ]),
    ],
  })
}

const cutsKnown = {
  from: powerCuts,
  scope,
  policy: alertPolicy,
  within: '400d',
  when: { field: 'computers', above: 0 },
} as const satisfies Question<typeof powerCuts>

function cuts(desk: Desk): Draft {
  return table(desk, texts.cuts, {
    width: 10,
    height: 8,
    sortBy: { column: 'quarter', descending: true },
    parts: [
      part({ ...cutsKnown, by: ['site', 'quarter'] }, [
        { field: 'computers', as: 'cutCount', pick: 'count' },
        { field: 'length', as: 'cutTime', pick: 'sum' },
        { field: 'length', as: 'longestCut', pick: 'max' },
      ]),
    ],
  })
}

function register(desk: Desk): Draft {
  return table(desk, texts.register, {
    width: 14,
    height: 8,
    sortBy: { column: 'begin', descending: true },
    parts: [
      part({ ...cutsKnown, by: ['site', 'quarter', 'number'] }, ['begin', 'length', 'computers']),
    ],
  })
}

function sources(desk: Desk): Draft {
  return strips(desk, texts.source, {
    unit: 'none',
    width: 14,
    height: 6,
    mapping: desk.mapping(ups, 'source'),
    queries: [
      overTime({ from: ups, scope, by: ['host'] }, [{ field: 'source', pick: 'last' }], {
        alias: '$tag_host',
        fill: 'none',
      }),
    ],
  })
}

function gone(desk: Desk): Draft {
  return graph(desk, texts.gone, {
    unit: 'short',
    width: 10,
    height: 6,
    bars: true,
    min: 0,
    decimals: 0,
    queries: [
      overTime(
        {
          from: presence,
          scope,
          policy: 'full',
          by: ['site'],
          when: { field: 'state', is: ['power_lost'] },
        },
        [{ field: 'state', pick: 'count' }],
        { alias: '$tag_site', step: '15m', fill: 'none' },
      ),
    ],
  })
}

function lines(
  desk: Desk,
  spoken: Spoken,
  field: FieldOf<typeof ups>,
  shape: { min?: number; max?: number; limits?: readonly [string, string] },
): Draft {
  return graph(desk, spoken, {
    unit: unitOf(ups.fields[field]),
    queries: [
      overTime({ from: ups, scope, by: ['host'] }, [{ field, pick: 'mean' }], {
        alias: '$tag_host',
      }),
    ],
    ...shape,
  })
}
