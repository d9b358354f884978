/**
 * Windows' own view of its disks: MSFT_PhysicalDisk with its reliability counters, and the failure
 * prediction of the inbox driver (30-disks.ps1). Numbers only; HealthStatus and OperationalStatus
 * as Microsoft documents them for MSFT_PhysicalDisk.
 */
import { groupAt, ownValue, plainText, wholeOf, type Loose } from '../parts/loose-json.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'
import { noCounts, type DiskCounts, type DiskFacts, type DiskKind } from './disk-facts.ts'
import { isControllerVolume, isVirtual, serialOf, wwnOf } from './identity.ts'
import { celsius } from './nvme.ts'

const disksMax = 64
const bus = { usb: 7, raid: 8, nvme: 17 } as const
/** Virtual, file-backed, Storage Spaces, iSCSI: the physical disk is elsewhere. */
const notPhysical = new Set([9, 14, 15, 16])
const media = { hdd: 3, ssd: 4 } as const
const health = { healthy: 0, warning: 1, unhealthy: 2 } as const
const predictiveFailure = 5

export interface WindowsDisk {
  readonly facts: DiskFacts
  /** Number of the drive, as in \\.\PhysicalDrive1. */
  readonly number: number | undefined
}

/**
 * @param disks Section physicalDisks. @param drives Section diskDrives (Win32_DiskDrive), which names
 * each by its plug-and-play path. @param predictions Section smartPredict.
 */
export function windowsDisks(
  disks: unknown,
  drives: unknown,
  predictions: unknown,
): readonly WindowsDisk[] {
  const predicted = predictionsByNumber(drives, predictions)
  return listOf(disks, disksMax).flatMap((entry) => {
    const disk = diskOf(fieldsOf(entry), predicted)
    return disk ? [disk] : []
  })
}

function diskOf(entry: Loose, predicted: ReadonlyMap<number, boolean>): WindowsDisk | undefined {
  const busType = wholeOf(ownValue(entry, 'bus'))
  const model = plainText(ownValue(entry, 'model'))
  if (busType !== undefined && notPhysical.has(busType)) return undefined
  if (isVirtual(model)) return undefined
  const number = wholeOf(ownValue(entry, 'n'))
  const prediction = number === undefined ? null : (predicted.get(number) ?? null)
  const counters = groupAt(entry, 'rel')
  const hidden = busType === bus.raid || isControllerVolume(model)
  const blind = hidden || (busType === bus.usb && prediction === null && !hasCounters(counters))
  const operational = listOf(ownValue(entry, 'op'), 16)
  return {
    number,
    facts: {
      ...countsOf(counters),
      identity: {
        device: number === undefined ? 'PhysicalDrive' : `PhysicalDrive${number}`,
        model: model?.slice(0, 128),
        serial: adapterSerial(entry) ?? serialOf(ownValue(entry, 'serial')),
        wwn: wwnOf(ownValue(entry, 'uid')),
        capacityBytes: wholeOf(ownValue(entry, 'size')) || undefined,
      },
      kind: kindOf(busType, wholeOf(ownValue(entry, 'media'))),
      passed: prediction === null ? null : !prediction,
      system: systemHealth(wholeOf(ownValue(entry, 'health')), blind),
      predictedFailure: operational.includes(predictiveFailure) ? true : prediction,
      selfTestFailed: null,
      exitStatus: null,
      attributes: [],
      unknownReason: hidden ? 'behind_controller' : 'not_supported',
    },
  }
}

/** What is healthy merely because nobody can look into it is not known to be so. */
function systemHealth(status: number | undefined, blind: boolean): DiskFacts['system'] {
  if (status === health.unhealthy) return 'unhealthy'
  if (status === health.warning) return 'warning'
  return status === health.healthy && !blind ? 'ok' : null
}

/** The inbox NVMe driver gives an EUI as serial number; the adapter's is the disk's own. */
function adapterSerial(entry: Loose): string | undefined {
  const text = plainText(ownValue(entry, 'adapterSerial'))
  return serialOf(text?.replace(/[\s_]*_[0-9A-F]{4}\.?$/i, ''))
}

function kindOf(busType: number | undefined, mediaType: number | undefined): DiskKind {
  if (busType === bus.nvme) return 'nvme'
  if (mediaType === media.hdd) return 'hdd'
  return mediaType === media.ssd ? 'ssd' : 'unknown'
}

function hasCounters(counters: Loose): boolean {
  return ['temp', 'wear', 'hours'].some((key) => (wholeOf(ownValue(counters, key)) ?? 0) > 0)
}

/** Drivers that cannot tell leave a zero in hours and temperature: that is no value. */
function countsOf(counters: Loose): DiskCounts {
  const number = (key: string): number | null => wholeOf(ownValue(counters, key)) ?? null
  const wear = number('wear')
  const known = hasCounters(counters)
  return {
    ...noCounts,
    temperatureC: celsius(number('temp')) || null,
    powerOnHours: number('hours') || null,
    wearPercent: wear !== null && wear <= 255 && known ? wear : null,
    uncorrectedReads: known ? number('readUncorr') : null,
    uncorrectedWrites: known ? number('writeUncorr') : null,
  }
}

/** InstanceName is the plug-and-play path with _0 behind it; Win32_DiskDrive knows its number. */
function predictionsByNumber(drives: unknown, predictions: unknown): ReadonlyMap<number, boolean> {
  const numbers = new Map<string, number>()
  for (const entry of listOf(drives, disksMax)) {
    const path = plainText(ownValue(fieldsOf(entry), 'pnp'))
    const number = wholeOf(ownValue(fieldsOf(entry), 'n'))
    if (path !== undefined && number !== undefined) numbers.set(path.toUpperCase(), number)
  }
  const found = new Map<number, boolean>()
  for (const entry of listOf(predictions, disksMax)) {
    const name = plainText(ownValue(fieldsOf(entry), 'n'))
      ?.toUpperCase()
      .replace(/_\d+$/, '')
    const number = name === undefined ? undefined : numbers.get(name)
    const fail = ownValue(fieldsOf(entry), 'fail')
    if (number !== undefined && typeof fail === 'boolean') found.set(number, fail)
  }
  return found
}
