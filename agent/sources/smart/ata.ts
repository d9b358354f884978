/** The ATA part of smartctl's JSON: attributes, logs, device statistics (ACS-5, smartctl 7). */
import { groupAt, ownValue, plainText, wholeOf, type Loose } from '../parts/loose-json.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'
import { noCounts, type AtaAttribute, type DiskCounts, type DiskKind } from './disk-facts.ts'

const attributesMax = 64
/** All bits set in 32 or 48 bits: the firmware has nothing to say. */
const blanks = new Set([0xffffffff, 0xffffffffffff])
const rawMax = 2 ** 48

export function ataAttributes(answer: Loose): readonly AtaAttribute[] {
  const table = ownValue(groupAt(answer, 'ata_smart_attributes'), 'table')
  return listOf(table, attributesMax).flatMap((entry) => {
    const attribute = attributeOf(fieldsOf(entry))
    return attribute ? [attribute] : []
  })
}

function attributeOf(entry: Loose): AtaAttribute | undefined {
  const id = wholeOf(ownValue(entry, 'id'))
  if (id === undefined || id < 1 || id > 255) return undefined
  const raw = groupAt(entry, 'raw')
  const value = wholeOf(ownValue(raw, 'value'))
  const packed = value !== undefined && value < rawMax ? value : undefined
  return {
    id,
    name: (plainText(ownValue(entry, 'name')) ?? 'Unknown_Attribute').slice(0, 64),
    value: normalised(entry, 'value'),
    worst: normalised(entry, 'worst'),
    threshold: normalised(entry, 'thresh'),
    raw: packed ?? null,
    count: countOf(packed, plainText(ownValue(raw, 'string'))),
    prefailure: ownValue(groupAt(entry, 'flags'), 'prefailure') === true,
    whenFailed: whenFailed(ownValue(entry, 'when_failed')),
  }
}

function normalised(entry: Loose, key: string): number | null {
  const value = wholeOf(ownValue(entry, key))
  return value !== undefined && value <= 255 ? value : null
}

function whenFailed(value: unknown): AtaAttribute['whenFailed'] {
  const word = (plainText(value) ?? '').toLowerCase()
  if (word === 'now' || word === 'failing_now') return 'now'
  return word === 'past' || word === 'in_the_past' ? 'past' : 'never'
}

/**
 * Raw values hold several numbers when the maker likes: smartctl's own text then begins with the
 * count ("8 (2000 0)", "50 (Average 17)"), and without one the lowest 16 bits are it.
 */
function countOf(value: number | undefined, text: string | undefined): number | null {
  if (value === undefined || blanks.has(value)) return null
  if (value <= 0xffff) return value
  const first = /^(\d{1,15})(?=\s|$)/.exec(text ?? '')?.[1]
  const told = first === undefined ? undefined : Number(first)
  if (told !== undefined && told < value) return told
  return value
}

export function ataCounts(answer: Loose, attributes: readonly AtaAttribute[]): DiskCounts {
  const count = (id: number): number | null =>
    attributes.find((one) => one.id === id)?.count ?? null
  const log = groupAt(answer, 'ata_smart_error_log')
  const errorLog =
    wholeOf(ownValue(groupAt(log, 'extended'), 'count')) ??
    wholeOf(ownValue(groupAt(log, 'summary'), 'count'))
  const pendingLog = wholeOf(ownValue(groupAt(answer, 'ata_pending_defects_log'), 'count'))
  const percentageUsed = enduranceUsed(answer)
  return {
    ...noCounts,
    wearPercent: percentageUsed ?? attributeWear(attributes, ataKind(answer)),
    percentageUsed,
    reallocated: count(5) ?? statistic(answer, 3, 32),
    reallocationEvents: count(196),
    pending: count(197) ?? pendingLog ?? null,
    uncorrectable: count(198),
    reportedErrors: count(187) ?? statistic(answer, 4, 8),
    commandTimeouts: lowWord(count(188)),
    endToEndErrors: count(184),
    spinRetries: count(10),
    crcErrors: count(199),
    errorLogCount: errorLog ?? null,
    bytesWritten: sectorsToBytes(statistic(answer, 1, 24), answer),
  }
}

/** Seagate packs three counters of 16 bits, the total lowest. */
function lowWord(count: number | null): number | null {
  return count === null || count <= 0xffff ? count : count % 0x10000
}

function sectorsToBytes(sectors: number | null, answer: Loose): number | null {
  const size = wholeOf(ownValue(answer, 'logical_block_size')) ?? 512
  const bytes = sectors === null ? null : sectors * size
  return bytes !== null && Number.isSafeInteger(bytes) ? bytes : null
}

/** SSD or disk with platters, by the rotation rate that it tells: 0 is "does not rotate". */
export function ataKind(answer: Loose): DiskKind {
  const rate = wholeOf(ownValue(answer, 'rotation_rate'))
  if (rate === undefined) return 'unknown'
  return rate === 0 ? 'ssd' : 'hdd'
}

/** Device statistics page 7, or the summary that smartctl 7.5 makes of it. */
function enduranceUsed(answer: Loose): number | null {
  const summary = wholeOf(ownValue(groupAt(answer, 'endurance_used'), 'current_percent'))
  return summary ?? statistic(answer, 7, 8)
}

/** A value of the device statistics log, when its valid flag stands. */
function statistic(answer: Loose, page: number, offset: number): number | null {
  const pages = listOf(ownValue(groupAt(answer, 'ata_device_statistics'), 'pages'), 64)
  for (const one of pages) {
    if (ownValue(fieldsOf(one), 'number') !== page) continue
    for (const entry of listOf(ownValue(fieldsOf(one), 'table'))) {
      const group = fieldsOf(entry)
      const valid = ownValue(groupAt(group, 'flags'), 'valid') === true
      if (ownValue(group, 'offset') === offset && valid)
        return wholeOf(ownValue(group, 'value')) ?? null
    }
  }
  return null
}

/** Names decide, for makers use the same numbers for other things; the first found is believed. */
const lifeNames: readonly RegExp[] = [
  /^(?:SSD_(?:Remaining_)?Life(?:_Left)?(?:_Perc)?|(?:Percent|PCT|Perc_Rated|Sys_Percent)_Life(?:time)?_Remain(?:ing)?|Percent_Lifetime_Used|Perc_Rated_Life_Used|Remaining_Life(?:time_Perc)?|Drive_?Life_Remaining%?|Life(?:time)?_Remaining(?:%|_Percent)?|Lifetime_Left)$/i,
  /^Media_Wearout_Indicator$/i,
  /^(?:Wear_Leveling_Count|Ave_Block-Erase_Count)$/i,
]
/** SanDisk and Western Digital count this one up, from 0 when new. */
const wearCountedUp = 230

/** From a normalised value: 100 is new, 1 worn out. */
function attributeWear(attributes: readonly AtaAttribute[], kind: DiskKind): number | null {
  if (kind === 'hdd') return null
  for (const [at, names] of lifeNames.entries()) {
    const found = attributes.find(({ name }) => names.test(name))
    const left = found && found.id !== wearCountedUp ? lifeLeft(found, at === 0) : null
    if (left !== null) return 100 - left
    const used = found?.id === wearCountedUp ? found.value : null
    if (used !== null && used <= 100) return used
  }
  return null
}

/**
 * A zero is "not told" with many makers; where the attribute is the life itself and was never
 * higher than zero, it is the end.
 */
function lifeLeft({ name, value, worst, count }: AtaAttribute, isLife: boolean): number | null {
  // Silicon Motion keeps the normalised value at 100 and tells the percentage in the raw one.
  const silicon = name === 'Remaining_Lifetime_Perc' && count !== null && count <= 100
  // Phison does so too in some versions; SandForce has 0 or 1 there.
  const phison = /^SSD_Life_Left$/i.test(name) && value === 100 && (count ?? 0) >= 10
  const left = silicon || (phison && (count ?? 0) <= 100) ? count : value
  if (left === 0) return isLife && value === 0 && worst === 0 ? 0 : null
  return left !== null && left <= 100 ? left : null
}

/**
 * Whether a self-test failed and no whole test passed since, as smartctl itself counts them; null
 * when there is no test to go by. The newest entry comes first.
 */
export function ataSelfTestFailed(answer: Loose): boolean | null {
  const log = groupAt(answer, 'ata_smart_self_test_log')
  const extended = listOf(ownValue(groupAt(log, 'extended'), 'table'))
  const table = extended.length > 0 ? extended : listOf(ownValue(groupAt(log, 'standard'), 'table'))
  let passed: boolean | null = null
  for (const entry of table) {
    const status = wholeOf(ownValue(groupAt(entry, 'status'), 'value'))
    if (status === undefined || status > 255) continue
    const result = status >> 4
    // 1, 2: ended from outside; 15: under way; 9 to 14 are reserved.
    if (result >= 3 && result <= 8) return true
    if (result !== 0) continue
    passed = false
    const type = wholeOf(ownValue(groupAt(entry, 'type'), 'value')) ?? 0
    if ((type & 0x7f) === 2) return false
  }
  return passed
}
