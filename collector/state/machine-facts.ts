/**
 * Which machine facts say who a computer is. Firmware is full of values that its maker never filled
 * in, the same on thousands of boards. The lists follow what GLPI (`Blacklist::getDefaults`) and
 * osquery (`kPlaceholderHardwareUUIDList`) met in the field.
 */
import type { MachineFacts } from '../../contract/wire/messages.ts'

export type FactKind = 'serial' | 'uuid' | 'machine_id' | 'mac'
export interface Fact {
  readonly kind: FactKind
  readonly value: string
}

const junkSerials = new Set(
  [
    'tobefilledbyoem',
    'defaultstring',
    'systemserialnumber',
    'systemserialnumb',
    'chassisserialnumber',
    'baseboardserialnumber',
    'serialnumber',
    'oemserial',
    'oem',
    'notspecified',
    'notapplicable',
    'notavailable',
    'nullstring',
    'invalid',
    'none',
    'null',
    'na',
    'unknow',
    'unknown',
    'empty',
    'eval',
    'iatpass',
    'tulipcomputers',
    'sys1234567890',
    'sys9876543210',
    'sn12345',
    'sn1234567890',
    'sn123456fvgv3i0b8o5n6n7k',
    'mb1234567890',
  ].flatMap((word) => [word, `serial${word}`]),
)
const junkUuids = new Set([
  '03000200040005000006000700080009',
  '030201000504070608090a0b0c0d0e0f',
  '10000000000080000040000000000000',
  '6ab5b300538d10149fb5b0684d007b53',
  '01010101010101010101010101010101',
  '000102030405060708090a0b0c0d0e0f',
  '12345678123456781234567812345678',
])
/** Adapters of programs (virtual machines, VPN, dial-up) that carry one address everywhere. */
const junkMacs = new Set([
  '204153594eff',
  '02004e435049',
  'e2e616200a35',
  'd20a2da004be',
  '00a0c6000000',
  'd26b252f2ce7',
  '33506f453030',
  '0a0027000000',
  '028037ec0200',
  '505054503030',
  '24b620524153',
  'feffffffffff',
  '000bcafe0000',
])

/** Facts worth comparing, in one spelling; junk is left out. */
export function usableFacts(facts: MachineFacts): readonly Fact[] {
  const all: readonly (Fact | undefined)[] = [
    fact('serial', facts.serial, isSerial),
    fact('uuid', facts.uuid, isUuid),
    fact('machine_id', facts.machineId, (value) => /^[0-9a-f]{32}$/.test(value) && varied(value)),
    ...facts.macs.map((mac) => fact('mac', mac, isMac)),
  ]
  return all.filter((entry) => entry !== undefined)
}

function fact(
  kind: FactKind,
  text: string | undefined,
  usable: (value: string) => boolean,
): Fact | undefined {
  const value = (text ?? '').toLowerCase().replace(/[^0-9a-z]/g, '')
  return usable(value) ? { kind, value } : undefined
}

/** More than two different characters: refuses 0000, ffff, 0101, xxxx and their like. */
function varied(value: string): boolean {
  return new Set(value).size > 2
}

function isSerial(value: string): boolean {
  const counting = '01234567890123456789'.includes(value) || '1234567890000'.includes(value)
  const masked = /x{4,}/.test(value)
  return value.length >= 4 && varied(value) && !counting && !masked && !junkSerials.has(value)
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{32}$/.test(value) && varied(value) && !junkUuids.has(value)
}

/** Locally administered addresses change; VMware's host-only ones (00:50:56:c0) are everywhere. */
function isMac(value: string): boolean {
  if (!/^[0-9a-f]{12}$/.test(value) || !varied(value) || junkMacs.has(value)) return false
  const local = (Number.parseInt(value.slice(0, 2), 16) & 0b11) !== 0
  return !local && !value.startsWith('005056c0') && !value.startsWith('0242')
}

/** Kinds by what they are worth; the first that both sides have decides. */
export const factKinds: readonly FactKind[] = ['serial', 'uuid', 'mac', 'machine_id']

/**
 * Whether two sets of facts describe one machine. The machine id comes last: it is copied with a
 * disk image, while the boards and network cards of the copies differ.
 */
export function sameMachine(one: readonly Fact[], other: readonly Fact[]): boolean {
  for (const kind of factKinds) {
    const here = valuesOf(one, kind)
    const there = new Set(valuesOf(other, kind))
    if (here.length > 0 && there.size > 0) return here.some((value) => there.has(value))
  }
  return false
}

function valuesOf(facts: readonly Fact[], kind: FactKind): readonly string[] {
  return facts.filter((fact) => fact.kind === kind).map((fact) => fact.value)
}
