/**
 * What `smartctl -j -x` said about one disk. Its exit status is a sum of bits and never decides by
 * itself: the JSON does (smartctl(8), RETURN VALUES; versions 6.6 to 7.5).
 */
import type { UnknownReason } from '../../host/host.ts'
import {
  groupAt,
  isGroup,
  ownValue,
  parseLoose,
  plainText,
  wholeOf,
  type Loose,
} from '../parts/loose-json.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'
import { ataAttributes, ataCounts, ataKind, ataSelfTestFailed } from './ata.ts'
import {
  noCounts,
  unreadDisk,
  type DiskCounts,
  type DiskFacts,
  type DiskKind,
} from './disk-facts.ts'
import { identityOf, isControllerVolume } from './identity.ts'
import { celsius, nvmeCounts, nvmeSelfTestFailed } from './nvme.ts'
import { scsiCounts, scsiSelfTestFailed } from './scsi.ts'

export type SmartAnswer =
  | { readonly outcome: 'read'; readonly facts: DiskFacts }
  /** It sleeps and was not woken. */
  | { readonly outcome: 'asleep' }
  /** Nothing can be said; the facts hold what is known of its identity and the reason. */
  | { readonly outcome: 'unread'; readonly facts: DiskFacts; readonly message: string }

const exitStatusMax = 255
/** Bits 0 and 1: wrong command line, or the device could not be opened or identified. */
const notOpened = 3

/** @param device What we call the disk; @param exitCode for versions that do not print their own. */
export function decodeSmartctl(text: string, device: string, exitCode: number): SmartAnswer {
  const parsed = parseLoose(text)
  if (!isGroup(parsed)) return unread(device, 'bad_output', 'smartctl printed no JSON')
  const messages = messagesOf(parsed)
  const status = wholeOf(ownValue(groupAt(parsed, 'smartctl'), 'exit_status')) ?? exitCode
  const exitStatus = status >= 0 && status <= exitStatusMax ? status : null
  if (isAsleep(parsed, messages, exitStatus)) return { outcome: 'asleep' }
  const facts = factsOf(parsed, device, exitStatus, messages)
  if (
    hasHealth(parsed) ||
    (facts.identity.model !== undefined && ((exitStatus ?? 0) & notOpened) === 0)
  ) {
    return { outcome: 'read', facts }
  }
  return { outcome: 'unread', facts, message: messages[0] ?? 'smartctl told nothing about it' }
}

function unread(device: string, reason: UnknownReason, message: string): SmartAnswer {
  return { outcome: 'unread', facts: unreadDisk({ device }, reason), message }
}

function factsOf(
  answer: Loose,
  device: string,
  exitStatus: number | null,
  messages: readonly string[],
): DiskFacts {
  const identity = identityOf(answer, device)
  const attributes = ataAttributes(answer)
  const passed = ownValue(groupAt(answer, 'smart_status'), 'passed')
  const general = generalCounts(answer)
  return {
    ...merged(general, countsOf(answer, attributes)),
    identity,
    kind: kindOf(answer),
    passed: typeof passed === 'boolean' ? passed : null,
    system: null,
    predictedFailure: null,
    selfTestFailed:
      ataSelfTestFailed(answer) ?? nvmeSelfTestFailed(answer) ?? scsiSelfTestFailed(answer),
    exitStatus,
    attributes,
    unknownReason: isOff(answer) ? 'not_configured' : reasonOf(messages, identity.model),
  }
}

function countsOf(answer: Loose, attributes: DiskFacts['attributes']): DiskCounts {
  const log = ownValue(answer, 'nvme_smart_health_information_log')
  if (isGroup(log)) return nvmeCounts(log)
  return protocolOf(answer) === 'SCSI' ? scsiCounts(answer) : ataCounts(answer, attributes)
}

/** What smartctl tells alike for all kinds of disks. */
function generalCounts(answer: Loose): DiskCounts {
  return {
    ...noCounts,
    temperatureC: temperatureOf(answer),
    powerOnHours: wholeOf(ownValue(groupAt(answer, 'power_on_time'), 'hours')) ?? null,
    powerCycles: wholeOf(ownValue(answer, 'power_cycle_count')) ?? null,
    spare: percentOf(answer, 'current_percent'),
    spareThreshold: percentOf(answer, 'threshold_percent'),
  }
}

/**
 * Volumes of RAID controllers answer 0 °C with a trip point of 0, and SSDs without a sensor 0 °C
 * that never was more: that is no temperature. NVMe counts in Kelvin and can say so.
 */
function temperatureOf(answer: Loose): number | null {
  const temperature = groupAt(answer, 'temperature')
  const current = celsius(ownValue(temperature, 'current'))
  const ever = ['lifetime_max', 'power_cycle_max', 'lifetime_min', 'power_cycle_min']
  const felt = ever.some((key) => (celsius(ownValue(temperature, key)) ?? 0) !== 0)
  const blind = ownValue(temperature, 'drive_trip') === 0 || (!felt && protocolOf(answer) === 'ATA')
  return current === 0 && blind ? null : current
}

/** Smartctl 7.5 makes one word for the spares of all protocols. */
function percentOf(answer: Loose, key: string): number | null {
  const value = wholeOf(ownValue(groupAt(answer, 'spare_available'), key))
  return value !== undefined && value <= 100 ? value : null
}

/** The general ones win where they are told. */
function merged(first: DiskCounts, second: DiskCounts): DiskCounts {
  const told = Object.entries(first).filter(([, value]) => value !== null)
  return { ...second, ...Object.fromEntries(told) }
}

function protocolOf(answer: Loose): string {
  const device = groupAt(answer, 'device')
  const protocol = plainText(ownValue(device, 'protocol'))
  if (protocol !== undefined) return protocol.toUpperCase()
  return plainText(ownValue(device, 'type'))?.startsWith('scsi') === true ? 'SCSI' : 'ATA'
}

function kindOf(answer: Loose): DiskKind {
  const isNvme = protocolOf(answer) === 'NVME'
  return isNvme || isGroup(ownValue(answer, 'nvme_smart_health_information_log'))
    ? 'nvme'
    : ataKind(answer)
}

/** The disk could tell, but SMART is switched off in it. */
function isOff(answer: Loose): boolean {
  const support = groupAt(answer, 'smart_support')
  return ownValue(support, 'available') === true && ownValue(support, 'enabled') === false
}

function hasHealth(answer: Loose): boolean {
  return [
    'smart_status',
    'nvme_smart_health_information_log',
    'ata_smart_attributes',
    'scsi_grown_defect_list',
    'scsi_error_counter_log',
  ].some((key) => ownValue(answer, key) !== undefined)
}

function messagesOf(answer: Loose): readonly string[] {
  const list = listOf(ownValue(groupAt(answer, 'smartctl'), 'messages'), 32)
  return list.flatMap((entry) => plainText(ownValue(fieldsOf(entry), 'string')) ?? [])
}

/**
 * Versions before 7.1 say nothing but the device's name then, and exit well. Of a SCSI disk 7.0 may
 * say no more while it is awake: such a disk is one that cannot be read.
 */
function isAsleep(answer: Loose, messages: readonly string[], exitStatus: number | null): boolean {
  if (messages.some((one) => /\b(?:in|is in) (?:STANDBY|SLEEP|.*LOW[- ]?POWER)/i.test(one)))
    return true
  const silent =
    messages.length === 0 &&
    exitStatus === 0 &&
    isGroup(ownValue(answer, 'device')) &&
    protocolOf(answer) !== 'SCSI'
  return silent && !hasHealth(answer) && identityOf(answer, '').model === undefined
}

/** Smartctl does not translate its messages. */
function reasonOf(messages: readonly string[], model: string | undefined): UnknownReason {
  const text = messages.join('\n')
  if (isControllerVolume(model)) return 'behind_controller'
  if (
    /-d (?:sat\+)?(?:megaraid|cciss|areca|3ware|aacraid|hpt)|RAID controller|behind/i.test(text)
  ) {
    return 'behind_controller'
  }
  if (
    /permission denied|operation not permitted|access is denied|error=5\b|must be root|requires.*privilege/i.test(
      text,
    )
  ) {
    return 'no_privilege'
  }
  if (/device or resource busy|sharing violation|error=32\b/i.test(text)) return 'busy'
  if (/timeout|timed out/i.test(text)) return 'timed_out'
  return 'not_supported'
}
