/** From a trap as net-snmp decodes it to what it means. */
import type { TrapKind } from '../../../../contract/catalogue/families/trap.ts'
import { meanings, upsAlarmBegins, upsAlarmColumn, upsAlarms } from './trap-meanings.ts'
import { oidOf, textOf, type Value } from './values.ts'

/** A decoded notification: SNMPv1's own form, or that of traps and informs since SNMPv2. */
export interface TrapPdu {
  readonly type: number
  readonly id?: number
  readonly community?: string
  readonly user?: string
  readonly enterprise?: string
  readonly generic?: number
  readonly specific?: number
  readonly varbinds?: readonly { readonly oid: string; readonly value: unknown }[]
}
export interface TrapWords {
  readonly kind: TrapKind
  /** The name of the trap; of one that the table does not hold, its number. */
  readonly name: string
  /** '' where nothing came along that says it. */
  readonly subject: string
}

const trapOid = '1.3.6.1.6.3.1.1.4.1.0'
const standardTraps = '1.3.6.1.6.3.1.1.5'
const enterpriseSpecific = 6
const numberMax = 128
const subjectMax = 120

/** What a trap says; undefined: it has no number and is none. */
export function trapWords(pdu: TrapPdu): TrapWords | undefined {
  const oid = numberOfTrap(pdu)
  if (oid === undefined) return undefined
  // RFC 3584 puts a 0 before the last number, which some MIBs (UPS-MIB) do not have.
  const known = meanings[oid] ?? meanings[oid.replace(/\.0\.(\d+)$/, '.$1')]
  if (!known) return { kind: 'other', name: oid.slice(0, numberMax), subject: '' }
  const found = (known.about ?? []).flatMap((column) => valueBelow(pdu, column) ?? [])[0]
  const alarm = known.about?.includes(upsAlarmColumn) ? upsAlarms[oidOf(found) ?? ''] : undefined
  const subject = alarm?.name ?? subjectOf(found)
  const begins = known === meanings[upsAlarmBegins]
  return { kind: begins ? (alarm?.kind ?? known.kind) : known.kind, name: known.name, subject }
}

function numberOfTrap({ enterprise, generic, specific, varbinds }: TrapPdu): string | undefined {
  if (generic === undefined) {
    const given = varbinds?.find(({ oid }) => oid === trapOid)?.value
    return typeof given === 'string' ? oidOf(given) : undefined
  }
  if (generic < enterpriseSpecific) return `${standardTraps}.${generic + 1}`
  return enterprise === undefined ? undefined : `${enterprise}.0.${specific}`
}

function valueBelow({ varbinds }: TrapPdu, column: string): Value | undefined {
  const one = varbinds?.find(({ oid }) => oid === column || oid.startsWith(`${column}.`))
  return (one?.value ?? undefined) as Value | undefined
}

function subjectOf(value: Value | undefined): string {
  const text = typeof value === 'number' ? String(value) : textOf(value)
  return (text ?? '').slice(0, subjectMax)
}
