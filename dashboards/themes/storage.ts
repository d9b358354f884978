/** Disks: space, health, speed, arrays. */
import { disk } from '../../contract/catalogue/families/disk.ts'
import { diskio } from '../../contract/catalogue/families/diskio.ts'
import { raidArray } from '../../contract/catalogue/families/raid-array.ts'
import { smartDevice } from '../../contract/catalogue/families/smart-device.ts'
import { systemSignal } from '../../contract/catalogue/families/system-signal.ts'
import { atPresent } from '../influxql.ts'
import { topOf } from '../influxql-summaries.ts'
import { bars } from '../look/bars.ts'
import { countTile } from '../look/count.ts'
import { part, partWhere, table } from '../look/table.ts'
import { someIsNotice } from '../look/tile.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { leastOf, stepsOf } from '../thresholds.ts'
import { unitOf } from '../units.ts'
import { storageTexts as texts } from './storage-texts.ts'

const scope = 'office'
const now = { scope, ...atPresent } as const
const ofDisk = ['host_id', 'device'] as const
const barsMax = 15

export const storage: Theme = {
  name: 'storage',
  spoken: texts.storage,
  scope,
  from: 'now-24h',
  refresh: '5m',
  sections: (desk) => [
    { drafts: tiles(desk) },
    { drafts: [disks(desk), signs(desk), arrays(desk)] },
    { heading: texts.space, drafts: [fullest(desk), slowest(desk), fileSystems(desk)] },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  const limit = leastOf(desk.rules, 'disk-full-system', 'used_percent')
  const width = 4
  return [
    countTile(
      desk,
      texts.failing,
      { from: smartDevice, ...now },
      [{ field: 'verdict', is: ['failing', 'failed'] }],
      { of: ofDisk, width },
    ),
    countTile(
      desk,
      texts.worn,
      { from: smartDevice, ...now },
      [{ field: 'verdict', is: ['worn'] }],
      { of: ofDisk, steps: someIsNotice, width },
    ),
    countTile(
      desk,
      texts.unread,
      { from: smartDevice, ...now },
      [{ field: 'verdict', is: ['unknown'] }],
      { of: ofDisk, steps: someIsNotice, width },
    ),
    countTile(
      desk,
      texts.full,
      { from: disk, ...now, where: { mode: ['rw'] } },
      [{ field: 'used_percent', above: limit }],
      { of: ['host_id', 'path'], width },
    ),
    countTile(
      desk,
      texts.degraded,
      { from: raidArray, ...now },
      [{ field: 'state', is: ['degraded', 'failed', 'inactive', 'rebuilding'] }],
      { of: ['host_id', 'array'], width },
    ),
    countTile(
      desk,
      texts.signsCount,
      { from: systemSignal, ...now, where: { kind: ['disk_error', 'filesystem'] } },
      [{ field: 'count', above: 0 }],
      { width },
    ),
  ]
}

function disks(desk: Desk): Draft {
  return table(desk, texts.disks, {
    height: 11,
    parts: [
      part(
        {
          from: smartDevice,
          ...now,
          by: ['host_id', 'host', 'site', 'device', 'model', 'serial_no'],
        },
        [
          'verdict',
          'reasons',
          { field: 'temp_c', rule: 'disk-temperature-ssd' },
          { field: 'wear_percent', rule: 'disk-worn' },
          'reallocated_sectors_count',
          'pending_sector_count',
          'power_on_hours',
        ],
      ),
    ],
    sortBy: { column: 'verdict', descending: true },
  })
}

function signs(desk: Desk): Draft {
  return table(desk, texts.signs, {
    width: 12,
    parts: [
      partWhere(
        { from: systemSignal, ...now, by: ['host_id', 'host', 'kind'] },
        ['count', 'source'],
        { field: 'count', above: 0 },
      ),
    ],
    sortBy: { column: 'count', descending: true },
  })
}

function arrays(desk: Desk): Draft {
  return table(desk, texts.arrays, {
    width: 12,
    parts: [
      part({ from: raidArray, ...now, by: ['host_id', 'host', 'array', 'kind', 'level'] }, [
        'state',
        'disks',
        'disks_active',
        'disks_failed',
      ]),
    ],
    sortBy: { column: 'state', descending: true },
  })
}

function fullest(desk: Desk): Draft {
  return bars(desk, texts.fullest, {
    unit: unitOf(disk.fields.used_percent),
    width: 12,
    height: 12,
    min: 0,
    max: 100,
    steps: stepsOf(desk.rules, 'disk-full-system', 'used_percent'),
    queries: [
      topOf(
        { from: disk, ...now, by: ['host', 'path'] },
        { field: 'used_percent', pick: 'last' },
        barsMax,
      ),
    ],
  })
}

function slowest(desk: Desk): Draft {
  return bars(desk, texts.slowest, {
    unit: unitOf(diskio.fields.io_await),
    width: 12,
    height: 12,
    min: 0,
    steps: stepsOf(desk.rules, 'disk-slow', 'io_await'),
    queries: [
      topOf(
        { from: diskio, scope, by: ['host', 'name'] },
        { field: 'io_await', pick: 'mean' },
        barsMax,
      ),
    ],
  })
}

function fileSystems(desk: Desk): Draft {
  return table(desk, texts.fileSystems, {
    parts: [
      part({ from: disk, ...now, by: ['host_id', 'host', 'site', 'path', 'fstype', 'mode'] }, [
        { field: 'used_percent', rule: 'disk-full-system' },
        'free',
        { field: 'total', as: 'size' },
        'answering',
      ]),
    ],
    sortBy: { column: 'used_percent', descending: true },
  })
}
