/** One computer: how it is now, and how it got there. */
import { access } from '../../contract/catalogue/families/access.ts'
import { antivirus } from '../../contract/catalogue/families/antivirus.ts'
import { backup } from '../../contract/catalogue/families/backup.ts'
import { backupCover } from '../../contract/catalogue/families/backup-cover.ts'
import { clock } from '../../contract/catalogue/families/clock.ts'
import { cpu } from '../../contract/catalogue/families/cpu.ts'
import { disk } from '../../contract/catalogue/families/disk.ts'
import { diskio } from '../../contract/catalogue/families/diskio.ts'
import { encryption } from '../../contract/catalogue/families/encryption.ts'
import { firewall } from '../../contract/catalogue/families/firewall.ts'
import { mem } from '../../contract/catalogue/families/mem.ts'
import { net } from '../../contract/catalogue/families/net.ts'
import { osSupport } from '../../contract/catalogue/families/os-support.ts'
import { presence } from '../../contract/catalogue/families/presence.ts'
import { processes } from '../../contract/catalogue/families/processes.ts'
import { smartDevice } from '../../contract/catalogue/families/smart-device.ts'
import { system } from '../../contract/catalogue/families/system.ts'
import { temp } from '../../contract/catalogue/families/temp.ts'
import { update } from '../../contract/catalogue/families/update.ts'
import { atPresent, overTime } from '../influxql.ts'
import { counted } from '../influxql-summaries.ts'
import { graph } from '../look/graph.ts'
import { linesBy, numberTile, rateBy, stateTile } from '../look/of-field.ts'
import { events, part, partWhere, table } from '../look/table.ts'
import { noneIsGood, tile } from '../look/tile.ts'
import { strips } from '../look/timeline.ts'
import { alertsNow, happenings as things, isOpen, ofAlert } from '../outlet-series.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { rateUnitOf, unitOf } from '../units.ts'
import { hostTexts as texts } from './host-texts.ts'

const scope = 'host'
const alerts = { ...alertsNow, scope } as const

export const host: Theme = {
  name: 'host',
  spoken: texts.host,
  scope,
  from: 'now-24h',
  refresh: '1m',
  sections: (desk) => [
    { drafts: [...tiles(desk), openAlerts(desk), happenings(desk)] },
    { heading: texts.work, drafts: work(desk) },
    { heading: texts.storage, drafts: storage(desk) },
    { heading: texts.network, drafts: network(desk) },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  return [
    stateTile(desk, texts.presence, { from: presence, scope }, 'state'),
    tile(desk, texts.alerts, {
      unit: 'short',
      width: 3,
      queries: [counted(alerts, [isOpen], { of: ofAlert })],
      steps: noneIsGood,
    }),
    numberTile(desk, texts.uptime, { from: system, scope }, 'uptime'),
    stateTile(desk, texts.antivirus, { from: antivirus, scope }, 'state'),
    stateTile(desk, texts.firewall, { from: firewall, scope }, 'state'),
    stateTile(desk, texts.updates, { from: update, scope }, 'state'),
    stateTile(desk, texts.backup, { from: backupCover, scope }, 'state'),
    stateTile(desk, texts.encryption, { from: encryption, scope }, 'state'),
    stateTile(desk, texts.support, { from: osSupport, scope }, 'state'),
    stateTile(desk, texts.disks, { from: smartDevice, scope }, 'verdict', 'max'),
    numberTile(desk, texts.administrators, { from: access, scope }, 'administrator_count'),
    numberTile(desk, texts.clock, { from: clock, scope }, 'offset_s', { rule: 'clock-ahead' }),
    strips(desk, texts.was, {
      unit: 'none',
      width: 12,
      height: 4,
      mapping: desk.mapping(presence, 'state'),
      queries: [
        overTime({ from: presence, scope, by: ['host'] }, [{ field: 'state', pick: 'last' }], {
          alias: '$tag_host',
          fill: 'none',
        }),
      ],
    }),
  ]
}

function openAlerts(desk: Desk): Draft {
  return table(desk, texts.open, {
    height: 6,
    width: 12,
    parts: [partWhere({ ...alerts, by: ['rule', 'object', 'host'] }, ['severity'], isOpen)],
    sortBy: { column: 'severity', descending: true },
  })
}

function happenings(desk: Desk): Draft {
  const { from, policy } = alerts
  return table(desk, texts.happened, {
    height: 6,
    width: 12,
    timed: true,
    parts: [
      events(
        { from, scope, policy, when: things },
        ['transition', 'severity'],
        ['rule', 'object'],
        shownMax,
      ),
    ],
  })
}
const shownMax = 100

function work(desk: Desk): readonly Draft[] {
  const whole = { min: 0, max: 100 } as const
  return [
    graph(desk, texts.cpu, {
      unit: unitOf(cpu.fields.usage_active),
      ...whole,
      limits: ['cpu-busy', 'usage_active'],
      queries: [
        overTime({ from: cpu, scope, where: { cpu: ['cpu-total'] } }, [
          { field: 'usage_active', pick: 'mean' },
          { field: 'usage_system', pick: 'mean' },
          { field: 'usage_iowait', pick: 'mean' },
        ]),
      ],
    }),
    graph(desk, texts.memory, {
      unit: unitOf(mem.fields.used_percent),
      ...whole,
      limits: ['memory-full', 'used_percent'],
      queries: [overTime({ from: mem, scope }, [{ field: 'used_percent', pick: 'mean' }])],
    }),
    graph(desk, texts.load, {
      unit: unitOf(system.fields.load1),
      min: 0,
      queries: [
        overTime({ from: system, scope }, [
          { field: 'load1', pick: 'mean' },
          { field: 'load15', pick: 'mean' },
          { field: 'n_cpus', pick: 'last' },
        ]),
      ],
    }),
    graph(desk, texts.processes, {
      unit: unitOf(processes.fields.total),
      min: 0,
      queries: [
        overTime({ from: processes, scope }, [
          { field: 'total', pick: 'mean' },
          { field: 'blocked', pick: 'max' },
        ]),
      ],
    }),
    linesBy(desk, texts.temperatures, { from: temp, scope }, 'temp', 'sensor', {
      limits: ['processor-hot', 'temp'],
    }),
  ]
}

function storage(desk: Desk): readonly Draft[] {
  const each = { scope, ...atPresent } as const
  return [
    linesBy(desk, texts.space, { from: disk, scope }, 'used_percent', 'path', {
      min: 0,
      max: 100,
      limits: ['disk-full-system', 'used_percent'],
    }),
    linesBy(desk, texts.busyDisk, { from: diskio, scope }, 'io_util', 'name', { min: 0, max: 100 }),
    linesBy(desk, texts.slowDisk, { from: diskio, scope }, 'io_await', 'name', {
      min: 0,
      limits: ['disk-slow', 'io_await'],
    }),
    graph(desk, texts.traffic, {
      unit: rateUnitOf(diskio.fields.read_bytes),
      min: 0,
      queries: [
        rateBy({ from: diskio, scope }, 'read_bytes', 'name', desk.label('read')),
        rateBy({ from: diskio, scope }, 'write_bytes', 'name', desk.label('written')),
      ],
    }),
    table(desk, texts.health, {
      height: 6,
      width: 12,
      parts: [
        part({ from: smartDevice, ...each, by: ['device', 'model', 'serial_no'] }, [
          'verdict',
          { field: 'temp_c', rule: 'disk-temperature-ssd' },
          { field: 'wear_percent', rule: 'disk-worn' },
          'power_on_hours',
        ]),
      ],
    }),
    table(desk, texts.copies, {
      height: 6,
      width: 12,
      parts: [
        part({ from: backup, ...each, by: ['job', 'kind'] }, [
          'state',
          'last_success',
          'size_bytes',
        ]),
      ],
    }),
  ]
}

function network(desk: Desk): readonly Draft[] {
  return [
    graph(desk, texts.bytes, {
      unit: rateUnitOf(net.fields.bytes_recv),
      min: 0,
      queries: [
        rateBy({ from: net, scope }, 'bytes_recv', 'interface', desk.label('received')),
        rateBy({ from: net, scope }, 'bytes_sent', 'interface', desk.label('sent')),
      ],
    }),
    graph(desk, texts.errors, {
      unit: rateUnitOf(net.fields.err_in),
      min: 0,
      queries: [
        rateBy({ from: net, scope }, 'err_in', 'interface', desk.label('err_in')),
        rateBy({ from: net, scope }, 'err_out', 'interface', desk.label('err_out')),
        rateBy({ from: net, scope }, 'drop_in', 'interface', desk.label('drop_in')),
        rateBy({ from: net, scope }, 'drop_out', 'interface', desk.label('drop_out')),
      ],
    }),
  ]
}
