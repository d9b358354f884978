/** One screen for a television in the office: nothing to click, nothing to scroll. */
import { antivirus } from '../../contract/catalogue/families/antivirus.ts'
import { backupCover } from '../../contract/catalogue/families/backup-cover.ts'
import { smartDevice } from '../../contract/catalogue/families/smart-device.ts'
import { system } from '../../contract/catalogue/families/system.ts'
import { atPresent } from '../influxql.ts'
import { countedOverTime } from '../influxql-summaries.ts'
import { countTile } from '../look/count.ts'
import { graph } from '../look/graph.ts'
import { countPart, partWhere, table } from '../look/table.ts'
import { someIsNotice } from '../look/tile.ts'
import { alertsNow, isOpen, ofAlert } from '../outlet-series.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { plainSteps } from '../thresholds.ts'
import { withoutBackup } from './backups.ts'
import { beyondTiles } from './beyond.ts'
import { reports, reportsNow } from './fleet.ts'
import { unprotected } from './protection.ts'
import { wallboardTexts as texts } from './wallboard-texts.ts'

const scope = 'office'
const now = { scope, ...atPresent } as const
const tall = { width: 4, height: 6 } as const
/** Together as high as a television of 1080 lines shows: 27 rows. */
const low = { width: 4, height: 5 } as const

export const wallboard: Theme = {
  name: 'wallboard',
  spoken: texts.wallboard,
  scope,
  from: 'now-24h',
  refresh: '30s',
  sections: (desk) => [
    { drafts: [...tiles(desk), ...beyondTiles(desk, low), open(desk), sites(desk), on(desk)] },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  const severe = (severity: string) => [isOpen, { field: 'severity', is: [severity] }] as const
  const failing = { field: 'verdict', is: ['failing', 'failed'] } as const
  return [
    countTile(desk, texts.critical, alertsNow, severe('critical'), { ...tall, of: ofAlert }),
    countTile(desk, texts.warnings, alertsNow, severe('warning'), {
      ...tall,
      of: ofAlert,
      steps: someIsNotice,
    }),
    countTile(desk, texts.reporting, reportsNow, [reports], { ...tall, steps: plainSteps }),
    countTile(desk, texts.protection, { from: antivirus, ...now }, [unprotected], tall),
    countTile(desk, texts.disks, { from: smartDevice, ...now }, [failing], {
      ...tall,
      of: ['host_id', 'device'],
    }),
    countTile(desk, texts.backup, { from: backupCover, ...now }, [withoutBackup], {
      ...tall,
      steps: someIsNotice,
    }),
  ]
}

function open(desk: Desk): Draft {
  return table(desk, texts.open, {
    width: 14,
    height: 16,
    parts: [
      partWhere({ ...alertsNow, by: ['host', 'site', 'rule', 'object'] }, ['severity'], isOpen),
    ],
    sortBy: { column: 'severity', descending: true },
  })
}

function sites(desk: Desk): Draft {
  const by = ['site'] as const
  return table(desk, texts.sites, {
    width: 10,
    height: 8,
    joinBy: 'site',
    parts: [
      countPart({ ...reportsNow, by }, [reports], 'reporting'),
      countPart({ ...alertsNow, by }, [isOpen], 'alerts', ofAlert),
    ],
  })
}

function on(desk: Desk): Draft {
  return graph(desk, texts.on, {
    unit: 'short',
    width: 10,
    min: 0,
    decimals: 0,
    queries: [countedOverTime({ from: system, scope }, 'uptime', 'reporting', '15m')],
  })
}
