import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const antivirusProduct = {
  name: 'antivirus_product',
  help: 'Each antivirus product that is registered, installed or at work.',
  since: '0.2',
  tags: { product: { help: 'Name that it gives itself' } },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, on: 1, off: 2, snoozed: 3, expired: 4, passive: 5 },
      help: 'passive: it watches and leaves the protection to another product',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the state is unknown; none where it is known',
      since: '0.2',
    },
    realtime: { kind: 'boolean', help: 'Files are checked when they are opened', since: '0.2' },
    definitions: {
      kind: 'state',
      states: { unknown: 0, current: 1, old: 2 },
      help: 'Whether the definitions are current: the product says old, or they are older than 7 days',
      since: '0.2',
    },
    definitions_at: {
      kind: 'integer',
      unit: 'epoch_seconds',
      min: 0,
      help: 'When the definitions were made or fetched',
      since: '0.2',
    },
    definitions_age: {
      kind: 'integer',
      unit: 'seconds',
      min: 0,
      help: 'Age of the definitions',
      since: '0.2',
    },
    definitions_version: { kind: 'text', help: 'Version of the definitions', since: '0.2' },
    update: {
      kind: 'state',
      states: { unknown: 0, ok: 1, failed: 2 },
      help: 'How the last attempt to fetch definitions ended, where it is recorded',
      since: '0.2',
    },
    version: { kind: 'text', help: 'Version of the program', since: '0.2' },
    quick_scan_age: {
      kind: 'integer',
      unit: 'seconds',
      min: 0,
      help: 'Since the last quick scan ended; no value: never, or not told',
      since: '0.2',
    },
    full_scan_age: {
      kind: 'integer',
      unit: 'seconds',
      min: 0,
      help: 'Since the last full scan ended; no value: never, or not told',
      since: '0.2',
    },
    licence_end: {
      kind: 'integer',
      unit: 'epoch_seconds',
      min: 0,
      help: 'When the licence ends',
      since: '0.2',
    },
    licence_left: {
      kind: 'float',
      unit: 'days',
      decimals: 1,
      help: 'Days until the licence ends; below zero when it has ended',
      since: '0.2',
    },
  },
} as const satisfies Measurement
