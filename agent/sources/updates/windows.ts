/** Windows Update as the batched query tells it (sections updates, wuLast, reboot, wuPolicy). */
import { fieldsOf, flagOf, instantOf, listOf, numberOf } from '../parts/narrow.ts'
import type { Pending, UpdateHistory } from './pending.ts'

/** Category ids of Windows Update, which no language changes. */
const definitionUpdates = 'E0789628-CE08-4437-BE74-2495B842F43B'
const securityUpdates = '0FA1201D-4330-4FA8-8AE9-B877473B6441'
const driverUpdates = 'EBFC1FC5-71A4-4F7B-9ACA-3B9A503104A0'
const typeDriver = 2
const updatesMax = 500

/** orcSucceeded and orcSucceededWithErrors of OperationResultCode. */
const searchWorked = new Set([2, 3])

/** Undefined: the search itself failed, so nothing is known. */
export function parseWindowsUpdates(section: unknown): Pending | undefined {
  const { code, list } = fieldsOf(section)
  if (!searchWorked.has(numberOf(code) ?? -1)) return undefined
  const waiting = listOf(list, updatesMax).map(fieldsOf).filter(counts)
  const security = waiting.filter(isSecurity)
  const offered = security.flatMap(({ at }) => instantOf(at) ?? [])
  return {
    pending: waiting.length,
    security: security.length,
    oldestSecurityMs: offered.length > 0 ? Math.min(...offered) : undefined,
  }
}

/** One of the antivirus definitions is nearly always waiting; drivers are no matter of safety. */
function counts(one: ReturnType<typeof fieldsOf>): boolean {
  return (
    !categoriesOf(one).includes(definitionUpdates) &&
    !categoriesOf(one).includes(driverUpdates) &&
    numberOf(one['type']) !== typeDriver
  )
}

function isSecurity(one: ReturnType<typeof fieldsOf>): boolean {
  return (
    categoriesOf(one).includes(securityUpdates) ||
    one['sev'] === 'Critical' ||
    one['sev'] === 'Important'
  )
}

function categoriesOf(one: ReturnType<typeof fieldsOf>): readonly string[] {
  return listOf(one['cat'], 32).map((id) => String(id).replaceAll(/[{}]/g, '').toUpperCase())
}

/** Only the signs that really mean a restart: files to be renamed are left by printers and browsers. */
export function parseWindowsHistory(sections: {
  readonly last: unknown
  readonly reboot: unknown
  readonly policy: unknown
}): UpdateHistory {
  const last = fieldsOf(sections.last)
  const reboot = fieldsOf(sections.reboot)
  const policy = fieldsOf(sections.policy)
  const signs = [reboot['cbs'], reboot['wu'], last['rebootRequired']].flatMap(
    (sign) => flagOf(sign) ?? [],
  )
  return {
    lastInstallMs: instantOf(last['installUtc']),
    lastCheckMs: instantOf(last['searchUtc']),
    rebootPending: signs.length > 0 ? signs.some(Boolean) : undefined,
    automatic: automaticOf(policy),
    pausedUntilMs: instantOf(policy['pausedUntil']),
  }
}

/** AUOptions 2: asks before downloading, 3: before installing; NoAutoUpdate 1: never. */
function automaticOf(policy: ReturnType<typeof fieldsOf>): boolean | undefined {
  if (Object.keys(policy).length === 0) return undefined
  if (numberOf(policy['noAutoUpdate']) === 1) return false
  const options = numberOf(policy['auOptions'])
  return options === undefined || options >= 4
}
