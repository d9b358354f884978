/**
 * Linux: kernel messages out of journald's JSON (journal-fields: MESSAGE, __REALTIME_TIMESTAMP). The
 * kernel's messages are not translated; their text is matched and thrown away.
 */
import { fieldsOf, numberOf, parsedJson, textOf } from '../parts/narrow.ts'
import type { Signal, SignalKind } from './signal.ts'

const linesMax = 20_000

interface Meaning {
  readonly kind: SignalKind
  readonly source: string
  readonly pattern: RegExp
}
const meanings: readonly Meaning[] = [
  {
    kind: 'disk_error',
    source: 'block',
    pattern:
      /\bI\/O error, dev (?!loop|zram|fd\d|sr\d|nbd)|critical (?:medium|target) error, dev (?!sr\d)|Unrecovered read error|Medium Error/,
  },
  {
    kind: 'disk_slow',
    source: 'ata/nvme',
    pattern:
      /\bata\d+(?:\.\d+)?: (?:exception Emask|hard resetting link|failed command)|nvme\d* ?\S*: I\/O .*timeout|task abort/,
  },
  {
    kind: 'filesystem',
    source: 'filesystem',
    pattern:
      /EXT[234]-fs error|XFS \S+: (?:Metadata (?:I\/O error|corruption)|Corruption)|BTRFS (?:error|critical)|[Rr]emounting filesystem read-only|ntfs3?: .*(?:corrupt|is marked dirty)/,
  },
  {
    kind: 'hardware',
    source: 'mce/edac',
    pattern: /\[Hardware Error\]|EDAC \S+: \d+ (?:CE|UE)\b|Machine check events logged/,
  },
  {
    kind: 'memory_exhausted',
    source: 'oom',
    pattern: /Out of memory: Kill|Memory cgroup out of memory: Kill/,
  },
  {
    kind: 'overheated',
    source: 'thermal',
    pattern: /temperature above threshold|critical temperature reached/,
  },
  { kind: 'crash', source: 'kernel', pattern: /Kernel panic|kernel BUG at|Oops: / },
]

export const linuxSignalKinds: readonly SignalKind[] = [
  'disk_error',
  'disk_slow',
  'filesystem',
  'hardware',
  'crash',
  'memory_exhausted',
  'overheated',
]

/** @param text one JSON object a line. */
export function parseJournal(text: string): readonly Signal[] {
  return text.split('\n', linesMax).flatMap((line) => {
    if (!line.startsWith('{')) return []
    const entry = fieldsOf(parsedJson(line))
    const message = messageOf(entry['MESSAGE'])
    const meaning = meanings.find(({ pattern }) => pattern.test(message))
    const atMs = (numberOf(entry['__REALTIME_TIMESTAMP']) ?? micros(entry)) / 1000
    return meaning && Number.isFinite(atMs)
      ? [{ kind: meaning.kind, source: meaning.source, atMs }]
      : []
  })
}

/** Microseconds have 16 digits, one more than a plain number of ours. */
function micros(entry: ReturnType<typeof fieldsOf>): number {
  const text = textOf(entry['__REALTIME_TIMESTAMP'])
  return text !== undefined && /^\d{1,17}$/.test(text) ? Number(text) : Number.NaN
}

/** Bytes that are no UTF-8 come as a list of numbers. */
function messageOf(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 2000)
  if (!Array.isArray(value)) return ''
  const bytes = value
    .slice(0, 2000)
    .filter((one) => typeof one === 'number' && one >= 0 && one < 256)
  return Buffer.from(bytes).toString('latin1')
}
