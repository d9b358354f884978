/** What is known of one disk, whoever told it: smartctl, nvme, Windows, macOS or the kernel. */
import type { UnknownReason } from '../../host/host.ts'

export interface DiskIdentity {
  /** sda, nvme0, sda:megaraid,4 */
  readonly device: string
  readonly model?: string | undefined
  readonly serial?: string | undefined
  /** 16 hexadecimal digits. */
  readonly wwn?: string | undefined
  readonly capacityBytes?: number | undefined
  readonly enabled?: boolean | undefined
}

export type DiskKind = 'unknown' | 'hdd' | 'ssd' | 'nvme' | 'emmc'

/** Null: not told. A zero is always one that the disk itself told. */
export interface DiskCounts {
  readonly temperatureC: number | null
  readonly powerOnHours: number | null
  readonly powerCycles: number | null
  readonly wearPercent: number | null
  readonly percentageUsed: number | null
  readonly spare: number | null
  readonly spareThreshold: number | null
  readonly criticalWarning: number | null
  readonly mediaErrors: number | null
  readonly unsafeShutdowns: number | null
  readonly reallocated: number | null
  readonly reallocationEvents: number | null
  readonly pending: number | null
  readonly uncorrectable: number | null
  readonly reportedErrors: number | null
  readonly commandTimeouts: number | null
  readonly endToEndErrors: number | null
  readonly spinRetries: number | null
  readonly crcErrors: number | null
  readonly grownDefects: number | null
  readonly uncorrectedReads: number | null
  readonly uncorrectedWrites: number | null
  readonly errorLogCount: number | null
  readonly bytesWritten: number | null
}

export interface AtaAttribute {
  readonly id: number
  readonly name: string
  readonly value: number | null
  readonly worst: number | null
  readonly threshold: number | null
  /** 48 bits, packed as the maker likes. */
  readonly raw: number | null
  /** The raw value as a plain count, where it can be told. */
  readonly count: number | null
  readonly prefailure: boolean
  readonly whenFailed: 'never' | 'now' | 'past'
}

export interface DiskFacts extends DiskCounts {
  readonly identity: DiskIdentity
  readonly kind: DiskKind
  /** The disk's own overall judgement. */
  readonly passed: boolean | null
  /** What an operating system judges, where it is the one that was asked. */
  readonly system: 'ok' | 'warning' | 'unhealthy' | null
  readonly predictedFailure: boolean | null
  readonly selfTestFailed: boolean | null
  readonly exitStatus: number | null
  readonly attributes: readonly AtaAttribute[]
  /** Why there is no judgement, for the case that there is none. */
  readonly unknownReason: UnknownReason
}

export const noCounts: DiskCounts = {
  temperatureC: null,
  powerOnHours: null,
  powerCycles: null,
  wearPercent: null,
  percentageUsed: null,
  spare: null,
  spareThreshold: null,
  criticalWarning: null,
  mediaErrors: null,
  unsafeShutdowns: null,
  reallocated: null,
  reallocationEvents: null,
  pending: null,
  uncorrectable: null,
  reportedErrors: null,
  commandTimeouts: null,
  endToEndErrors: null,
  spinRetries: null,
  crcErrors: null,
  grownDefects: null,
  uncorrectedReads: null,
  uncorrectedWrites: null,
  errorLogCount: null,
  bytesWritten: null,
}

/** A disk of which nothing is known but what it is called. */
export function unreadDisk(identity: DiskIdentity, unknownReason: UnknownReason): DiskFacts {
  return {
    ...noCounts,
    identity,
    kind: 'unknown',
    passed: null,
    system: null,
    predictedFailure: null,
    selfTestFailed: null,
    exitStatus: null,
    attributes: [],
    unknownReason,
  }
}
