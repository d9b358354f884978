/**
 * Beyond the computers, for the pages that show all at a glance: incidents, devices without an agent,
 * power. Each tile leads to the dashboard that tells more. Of the choices only the site holds here:
 * a device belongs to no department.
 */
import { netResponse } from '../../contract/catalogue/families/net-response.ts'
import { presence } from '../../contract/catalogue/families/presence.ts'
import { printer } from '../../contract/catalogue/families/printer.ts'
import { ups } from '../../contract/catalogue/families/ups.ts'
import { atPresent } from '../influxql.ts'
import { countTile } from '../look/count.ts'
import { someIsNotice } from '../look/tile.ts'
import { alertPolicy, incidentSeries } from '../outlet-series.ts'
import type { Desk, Draft } from '../theme.ts'
import { beyondTexts as texts } from './beyond-texts.ts'
import { incidentOf, incidentLasts } from './incidents.ts'
import { devicesNow, lostDevice } from './network.ts'

const scope = 'site'
const now = { scope, ...atPresent } as const

export function beyondTiles(
  desk: Desk,
  shape: { readonly width: number; readonly height: number },
): readonly Draft[] {
  const noticed = { ...shape, steps: someIsNotice }
  const incidents = { from: incidentSeries, scope, policy: alertPolicy, within: '400d' } as const
  const lost = { field: 'state', is: ['power_lost'] } as const
  return [
    countTile(desk, texts.incidents, incidents, [incidentLasts], {
      ...noticed,
      of: incidentOf,
      leadsTo: 'incidents',
    }),
    countTile(desk, texts.lost, { ...devicesNow, scope }, [lostDevice], {
      ...shape,
      leadsTo: 'network',
    }),
    countTile(desk, texts.ports, { from: netResponse, ...now }, [{ field: 'fails', above: 0 }], {
      ...shape,
      of: ['host_id', 'check'],
      leadsTo: 'network',
    }),
    countTile(desk, texts.battery, { from: ups, ...now }, [{ field: 'source', is: ['battery'] }], {
      ...shape,
      leadsTo: 'power',
    }),
    countTile(desk, texts.power, { from: presence, ...now }, [lost], {
      ...noticed,
      leadsTo: 'power',
    }),
    countTile(
      desk,
      texts.printers,
      { from: printer, ...now },
      [{ field: 'condition', is: ['error'] }],
      { ...noticed, leadsTo: 'devices' },
    ),
  ]
}
