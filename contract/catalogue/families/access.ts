import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const access = {
  name: 'access',
  help: 'Who can get into this computer and how: local accounts, administrators, ways from outside. Settings only.',
  since: '0.2',
  tags: {},
  fields: {
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why some of it is unknown; none where all is known',
      since: '0.2',
    },
    administrators: {
      kind: 'text',
      help: 'Members of the local administrators (Linux: sudo, wheel, admin and uid 0), in order; shown to the officer only',
      since: '0.2',
      display: false,
      private: true,
    },
    administrator_count: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'How many these are',
      since: '0.2',
    },
    enabled_accounts: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Local accounts of people that can be used',
      since: '0.2',
    },
    no_password: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Of these, accounts that have no password or need none',
      since: '0.2',
    },
    dormant: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Of these, accounts that nobody used for 90 days',
      since: '0.2',
    },
    guest_enabled: { kind: 'boolean', help: 'The guest account can be used', since: '0.2' },
    auto_logon: { kind: 'boolean', help: 'It logs somebody in without asking', since: '0.2' },
    screen_lock: {
      kind: 'integer',
      unit: 'seconds',
      min: 0,
      help: 'Idle time after which the screen is locked for everybody; 0: never',
      since: '0.2',
    },
    uac: {
      kind: 'boolean',
      help: 'Windows asks before something acts as administrator',
      since: '0.2',
    },
    rdp_open: { kind: 'boolean', help: 'Remote Desktop accepts connections', since: '0.2' },
    rdp_nla: {
      kind: 'boolean',
      help: 'Remote Desktop demands the password before it opens a session',
      since: '0.2',
    },
    ssh_open: { kind: 'boolean', help: 'An SSH server runs', since: '0.2' },
    ssh_passwords: { kind: 'boolean', help: 'SSH accepts passwords, not only keys', since: '0.2' },
    ssh_root: { kind: 'boolean', help: 'SSH lets root in by password', since: '0.2' },
    autorun: {
      kind: 'boolean',
      help: 'Programs on memory sticks may start by themselves',
      since: '0.2',
    },
    open_shares: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Shared folders that everybody may write to, or read without a password',
      since: '0.2',
    },
  },
} as const satisfies Measurement
