/** What `mlinzi agent backup-run` leaves for the agent: one small JSON object a run. */
import {
  backupKinds,
  backupProducts,
  type BackupKind,
  type BackupProduct,
} from '../../../contract/catalogue/families/backup.ts'
import { isObject, parseJson, textIn, type JsonObject } from './json.ts'

export const jobNamePattern = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u
const version = 1
/** A file of a billion of terabytes is none. */
const amountMax = Number.MAX_SAFE_INTEGER

export interface RunReport {
  /** Without `run:`. */
  readonly job: string
  readonly product: BackupProduct
  readonly kind: BackupKind
  /** False: the command looks after copies (check, prune) and makes none. */
  readonly copies: boolean
  readonly processId: number
  readonly startedMs: number
  /** Left out while it runs, or when it was cut off. */
  readonly ended?: RunEnd | undefined
}
export interface RunEnd {
  /** 128 and its number when a signal ended it. */
  readonly exitCode: number
  readonly durationMs: number
  readonly bytes: number | null
  readonly files: number | null
}

export function encodeRun(report: RunReport): string {
  return `${JSON.stringify({ version, ...report })}\n`
}

/** Undefined when it is no report of ours; the folder may be open to other people. */
export function decodeRun(text: string): RunReport | undefined {
  const read = parseJson(text)
  if (!isObject(read) || read['version'] !== version) return undefined
  const job = textIn(read, 'job')
  const product = backupProducts.find((one) => one === read['product'])
  const kind = backupKinds.find((one) => one === read['kind'])
  const processId = wholeIn(read, 'processId')
  const startedMs = wholeIn(read, 'startedMs')
  if (job === undefined || !jobNamePattern.test(job) || !product || !kind) return undefined
  if (processId === undefined || startedMs === undefined) return undefined
  const ended = isObject(read['ended']) ? endIn(read['ended']) : undefined
  if ('ended' in read && !ended) return undefined
  return { job, product, kind, copies: read['copies'] !== false, processId, startedMs, ended }
}

function endIn(read: JsonObject): RunEnd | undefined {
  const exitCode = wholeIn(read, 'exitCode')
  const durationMs = wholeIn(read, 'durationMs')
  if (exitCode === undefined || durationMs === undefined) return undefined
  const bytes = wholeIn(read, 'bytes') ?? null
  return { exitCode, durationMs, bytes, files: wholeIn(read, 'files') ?? null }
}

function wholeIn(read: JsonObject, name: string): number | undefined {
  const value = Object.hasOwn(read, name) ? read[name] : undefined
  return typeof value === 'number' &&
    Number.isSafeInteger(value) &&
    value >= 0 &&
    value <= amountMax
    ? value
    : undefined
}
