/** What is wrong now, by site and department. */
import { antivirus } from '../../contract/catalogue/families/antivirus.ts'
import { backupCover } from '../../contract/catalogue/families/backup-cover.ts'
import { backupSummary } from '../../contract/catalogue/families/backup-summary.ts'
import { cpu } from '../../contract/catalogue/families/cpu.ts'
import { disk } from '../../contract/catalogue/families/disk.ts'
import { mem } from '../../contract/catalogue/families/mem.ts'
import { osSupport } from '../../contract/catalogue/families/os-support.ts'
import { presence } from '../../contract/catalogue/families/presence.ts'
import { smartDevice } from '../../contract/catalogue/families/smart-device.ts'
import { system } from '../../contract/catalogue/families/system.ts'
import { update } from '../../contract/catalogue/families/update.ts'
import { atPresent, overTime, type Question } from '../influxql.ts'
import { counted } from '../influxql-summaries.ts'
import { graph } from '../look/graph.ts'
import { countPart, part, partWhere, table } from '../look/table.ts'
import { noneIsGood, someIsNotice, tile } from '../look/tile.ts'
import { strips } from '../look/timeline.ts'
import { alertsNow, isOpen, ofAlert } from '../outlet-series.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { withoutBackup } from './backups.ts'
import { beyondTiles } from './beyond.ts'
import { fleetTexts as texts } from './fleet-texts.ts'
import { unprotected, unsupported } from './protection.ts'

const names = ['host_id', 'host', 'site', 'department'] as const
/** On thin lines an agent posts once an hour. */
export const reportsNow = {
  from: system,
  scope: 'office',
  policy: 'full',
  within: '70m',
} as const satisfies Question<typeof system>
export const reports = { field: 'uptime', above: -1 } as const
export const fleet: Theme = {
  name: 'fleet',
  spoken: texts.fleet,
  scope: 'office',
  from: 'now-24h',
  refresh: '1m',
  sections: (desk) => [
    { drafts: [...tiles(desk), ...beyondTiles(desk, { width: 4, height: 4 })] },
    {
      drafts: [
        table(desk, texts.open, {
          parts: [
            partWhere(
              { ...alertsNow, by: ['host_id', 'host', 'site', 'department', 'rule', 'object'] },
              ['severity'],
              isOpen,
            ),
          ],
          sortBy: { column: 'severity', descending: true },
        }),
        group(desk, 'site'),
        group(desk, 'department'),
        computers(desk),
        strips(desk, texts.presence, {
          unit: 'none',
          mapping: desk.mapping(presence, 'state'),
          queries: [
            overTime(
              { from: presence, scope: 'office', by: ['host'] },
              [{ field: 'state', pick: 'last' }],
              { alias: '$tag_host', fill: 'none' },
            ),
          ],
        }),
        graph(desk, texts.busy, {
          unit: 'percent',
          min: 0,
          max: 100,
          width: 24,
          limits: ['cpu-busy', 'usage_active'],
          queries: [
            overTime(
              { from: cpu, scope: 'office', where: { cpu: ['cpu-total'] }, by: ['host'] },
              [{ field: 'usage_active', pick: 'mean' }],
              { alias: '$tag_host' },
            ),
          ],
        }),
      ],
    },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  const width = 3
  const counts = (
    of: keyof typeof texts,
    leadsTo: string,
    query: ReturnType<typeof counted>,
    steps = noneIsGood,
  ) => tile(desk, texts[of], { unit: 'short', queries: [query], steps, width, leadsTo })
  const severe = (severity: 'critical' | 'warning') =>
    counted(alertsNow, [isOpen, { field: 'severity', is: [severity] }], { of: ofAlert })
  return [
    tile(desk, texts.reporting, {
      unit: 'short',
      width,
      leadsTo: 'host',
      queries: [counted(reportsNow, [reports])],
    }),
    counts('critical', 'alerts', severe('critical')),
    counts('warnings', 'alerts', severe('warning'), someIsNotice),
    counts(
      'disks',
      'storage',
      counted(
        { from: smartDevice, scope: 'office', ...atPresent },
        [{ field: 'verdict', is: ['failing', 'failed'] }],
        { of: ['host_id', 'device'] },
      ),
    ),
    counts(
      'antivirus',
      'protection',
      counted({ from: antivirus, scope: 'office', ...atPresent }, [unprotected]),
    ),
    counts(
      'backup',
      'backups',
      counted({ from: backupCover, scope: 'office', ...atPresent }, [withoutBackup]),
    ),
    counts(
      'updates',
      'protection',
      counted({ from: update, scope: 'office', ...atPresent }, [
        { field: 'state', is: ['security_pending'] },
      ]),
      someIsNotice,
    ),
    counts(
      'unsupported',
      'protection',
      counted({ from: osSupport, scope: 'office', ...atPresent }, [unsupported]),
      someIsNotice,
    ),
  ]
}

function group(desk: Desk, by: 'site' | 'department'): Draft {
  return table(desk, by === 'site' ? texts.sites : texts.departments, {
    width: 12,
    height: 8,
    joinBy: by,
    parts: [
      countPart({ ...reportsNow, by: [by] }, [reports], 'reporting'),
      countPart({ ...alertsNow, by: [by] }, [isOpen], 'alerts', ofAlert),
      countPart(
        { from: antivirus, scope: 'office', ...atPresent, by: [by] },
        [unprotected],
        'noAntivirus',
      ),
      countPart(
        { from: backupCover, scope: 'office', ...atPresent, by: [by] },
        [withoutBackup],
        'noBackup',
      ),
    ],
  })
}

function computers(desk: Desk): Draft {
  const scope = 'office'
  const by = ['host_id'] as const
  return table(desk, texts.all, {
    height: 14,
    joinBy: 'host_id',
    sortBy: { column: 'host' },
    parts: [
      part({ from: system, scope, ...atPresent, by: [...names, 'role'] }, ['uptime']),
      part({ from: cpu, scope, ...atPresent, where: { cpu: ['cpu-total'] }, by }, [
        { field: 'usage_active', as: 'cpu', rule: 'cpu-busy' },
      ]),
      part({ from: mem, scope, ...atPresent, by }, [
        { field: 'used_percent', as: 'memory', rule: 'memory-full' },
      ]),
      part({ from: disk, scope, ...atPresent, by }, [
        { field: 'used_percent', as: 'fullest', pick: 'max', rule: 'disk-full-system' },
      ]),
      part({ from: antivirus, scope, ...atPresent, by }, [{ field: 'state', as: 'antivirus' }]),
      part({ from: update, scope, ...atPresent, by }, [{ field: 'state', as: 'updates' }]),
      part({ from: backupSummary, scope, ...atPresent, by }, [
        { field: 'state', as: 'backup' },
        { field: 'last_success' },
      ]),
    ],
  })
}
