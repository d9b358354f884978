/** Antivirus, firewall, encryption, updates, access. */
import { access } from '../../contract/catalogue/families/access.ts'
import { antivirus } from '../../contract/catalogue/families/antivirus.ts'
import { antivirusThreat } from '../../contract/catalogue/families/antivirus-threat.ts'
import { encryption } from '../../contract/catalogue/families/encryption.ts'
import { firewall } from '../../contract/catalogue/families/firewall.ts'
import { osSupport } from '../../contract/catalogue/families/os-support.ts'
import { remoteAccess } from '../../contract/catalogue/families/remote-access.ts'
import { update } from '../../contract/catalogue/families/update.ts'
import { atPresent, type TagOf } from '../influxql.ts'
import { countTile } from '../look/count.ts'
import { events, part, partWhere, table } from '../look/table.ts'
import { someIsNotice } from '../look/tile.ts'
import type { Measurement } from '../../contract/catalogue/grammar.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { protectionTexts as texts } from './protection-texts.ts'

const scope = 'office'
const now = { scope, ...atPresent } as const
const computer = ['host_id', 'host', 'site', 'department'] as const
const threatsMax = 200

export const protection: Theme = {
  name: 'protection',
  spoken: texts.protection,
  scope,
  from: 'now-7d',
  refresh: '5m',
  sections: (desk) => [
    {
      drafts: [...tiles(desk), antiviruses(desk), threats(desk), firewalls(desk), encrypted(desk)],
    },
    { heading: texts.more, drafts: [updates(desk), supports(desk)] },
    { heading: texts.ways, drafts: [ways(desk), remote(desk)] },
  ],
}

export const unprotected = { field: 'state', is: ['none', 'off', 'expired'] } as const
export const unsupported = { field: 'state', is: ['ended', 'paid_only'] } as const

function tiles(desk: Desk): readonly Draft[] {
  const steps = someIsNotice
  const laptops = { from: encryption, ...now, where: { role: ['laptop'] } } as const
  return [
    countTile(desk, texts.unprotected, { from: antivirus, ...now }, [unprotected]),
    countTile(
      desk,
      texts.old,
      { from: antivirus, ...now },
      [{ field: 'state', is: ['definitions_old'] }],
      { steps },
    ),
    countTile(desk, texts.threats, { from: antivirus, ...now }, [
      { field: 'threats_found', above: 0 },
    ]),
    countTile(desk, texts.open, { from: firewall, ...now }, [
      { field: 'state', is: ['off', 'partly'] },
    ]),
    countTile(
      desk,
      texts.clear,
      laptops,
      [{ field: 'state', is: ['not_encrypted', 'decrypting', 'suspended'] }],
      { steps },
    ),
    countTile(
      desk,
      texts.waiting,
      { from: update, ...now },
      [{ field: 'state', is: ['security_pending'] }],
      { steps },
    ),
    countTile(
      desk,
      texts.restart,
      { from: update, ...now },
      [{ field: 'reboot_pending', is: ['true'] }],
      { steps },
    ),
    countTile(desk, texts.ended, { from: osSupport, ...now }, [unsupported], { steps }),
  ]
}

function question<M extends Measurement>(from: M, by: readonly TagOf<M>[] = computer) {
  return { from, ...now, by }
}

function antiviruses(desk: Desk): Draft {
  return table(desk, texts.antivirus, {
    width: 14,
    height: 11,
    parts: [
      part(question(antivirus), [
        'state',
        'product',
        { field: 'definitions_age', rule: 'antivirus-definitions-old' },
        'realtime',
        'threats_active',
      ]),
    ],
    sortBy: { column: 'state', descending: true },
  })
}

function threats(desk: Desk): Draft {
  return table(desk, texts.found, {
    width: 10,
    height: 11,
    timed: true,
    parts: [
      events(
        { from: antivirusThreat, scope, policy: 'full' },
        ['threat', 'severity', 'state'],
        ['host', 'product'],
        threatsMax,
      ),
    ],
  })
}

function firewalls(desk: Desk): Draft {
  return table(desk, texts.firewall, {
    width: 12,
    parts: [part(question(firewall), ['state', 'product', 'active_off'])],
    sortBy: { column: 'state', descending: true },
  })
}

function encrypted(desk: Desk): Draft {
  return table(desk, texts.encryption, {
    width: 12,
    parts: [
      part(question(encryption, [...computer, 'role']), ['state', 'method', 'swap_encrypted']),
    ],
    sortBy: { column: 'state', descending: true },
  })
}

function updates(desk: Desk): Draft {
  return table(desk, texts.updates, {
    width: 14,
    parts: [
      part(question(update), [
        'state',
        'security',
        { field: 'security_age', rule: 'security-updates-old' },
        'last_install',
        'last_check',
        'reboot_pending',
      ]),
    ],
    sortBy: { column: 'state', descending: true },
  })
}

function supports(desk: Desk): Draft {
  return table(desk, texts.support, {
    width: 10,
    parts: [part(question(osSupport), [{ field: 'product', as: 'system' }, 'state', 'days_left'])],
    sortBy: { column: 'days_left' },
  })
}

function ways(desk: Desk): Draft {
  return table(desk, texts.access, {
    width: 14,
    parts: [
      part(question(access), [
        'administrator_count',
        'no_password',
        'dormant',
        'guest_enabled',
        'auto_logon',
        'rdp_open',
        'ssh_root',
        'open_shares',
      ]),
    ],
    sortBy: { column: 'administrator_count', descending: true },
  })
}

function remote(desk: Desk): Draft {
  return table(desk, texts.remote, {
    width: 10,
    parts: [partWhere(question(remoteAccess), ['tools', 'running'], { field: 'count', above: 0 })],
  })
}
