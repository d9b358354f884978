/** What Windows keeps by itself: File History, shadow copies, restore points, Azure backup. */
import { exactUtc, instantOf } from '../instant.ts'
import { amountIn, isObject, objectsIn, textIn } from '../json.ts'
import type { Job } from '../job.ts'
import type { BackupEvent } from './event.ts'

const listMax = 2000

/**
 * One job for all people of the computer, as good as the one that is furthest behind: names of
 * people are not told. Undefined: nobody has switched it on.
 */
export function fileHistoryJob(section: unknown): Job | undefined {
  const users = objectsIn(section, listMax)
  if (users.length === 0) return undefined
  const times = users.map((user) => instantOf(textIn(user, 'catalog')))
  const known = times.filter((at) => at !== undefined)
  const job = { job: 'file_history', product: 'file_history', kind: 'data' } as const
  if (known.length < times.length) {
    return { ...job, state: 'unknown', reason: 'not_supported', detail: 'no_catalogue' }
  }
  const at = Math.min(...known)
  return { ...job, state: 'ok', lastSuccessMs: at, lastAttemptMs: at }
}

/** Shadow copies lie on the disk that they show: no backup. */
export function shadowCopyJob(section: unknown): Job | undefined {
  const times = objectsIn(section, listMax).flatMap((one) => instantOf(textIn(one, 'at')) ?? [])
  return snapshots('shadow_copy', times)
}

export function restorePointJob(section: unknown): Job | undefined {
  const times = objectsIn(section, listMax).flatMap((one) => dmtfTime(textIn(one, 'at')) ?? [])
  return snapshots('restore_point', times)
}

function snapshots(product: 'shadow_copy' | 'restore_point', times: readonly number[]) {
  if (times.length === 0) return undefined
  const at = times.reduce((a, b) => Math.max(a, b))
  return {
    ...({
      job: product,
      product,
      kind: 'snapshot',
      state: 'ok',
    } as const),
    lastSuccessMs: at,
    lastAttemptMs: at,
    goodCopies: times.length,
  }
}

/** "20261122160053.000000-000" or with minutes from UTC: +180. */
export function dmtfTime(text: string | undefined): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.\d{6}([+-]\d{3})$/.exec(text ?? '')
  const ms = found ? exactUtc(found.slice(1, 7).map(Number)) : undefined
  return ms === undefined ? undefined : ms - Number(found?.[7] ?? 0) * 60_000
}

const marsGood = new Set([1, 14, 16])
const marsFailed = new Set([11, 18])

export function azureJob(events: readonly BackupEvent[]): Job | undefined {
  const own = events.filter(({ log, id }) => {
    return log === 'CloudBackup/Operational' && (marsGood.has(id) || marsFailed.has(id))
  })
  const newest = own.at(-1)
  if (!newest) return undefined
  const failed = marsFailed.has(newest.id)
  return {
    job: 'azure_mars',
    product: 'azure_mars',
    kind: 'data',
    state: failed ? 'failed' : 'ok',
    detail: failed ? `event ${newest.id}` : undefined,
    lastAttemptMs: newest.atMs,
    lastSuccessMs: own.findLast(({ id }) => marsGood.has(id))?.atMs,
  }
}

const products = {
  VeeamEndpointBackupSvc: 'veeam_agent',
  MacriumService: 'macrium',
  ReflectService: 'macrium',
  AcronisAgent: 'acronis',
  mms: 'acronis',
  Duplicati: 'duplicati',
} as const
export type InstalledProduct = (typeof products)[keyof typeof products]

/** Products whose service is installed (a state other than 0). */
export function installedProducts(section: unknown): readonly InstalledProduct[] {
  if (!isObject(section)) return []
  const found = Object.entries(products).flatMap(([service, product]) =>
    (amountIn(section, service) ?? 0) > 0 ? [product] : [],
  )
  return [...new Set(found)]
}
