/** Text of a log file of unknown encoding; robocopy writes UTF-16 with /UNILOG. */
export function logText(bytes: Buffer): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = marked || looksLikeUtf16(bytes) ? bytes.toString('utf16le') : bytes.toString('utf8')
  return text.replace(/^\uFEFF/, '')
}

/** The end of a long file has lost its mark; most of its second bytes are 0. */
function looksLikeUtf16(bytes: Buffer): boolean {
  const seen = Math.min(bytes.length, 4096)
  let zeros = 0
  for (let at = 1; at < seen; at += 2) if (bytes[at] === 0) zeros++
  return seen >= 16 && zeros > seen / 4
}

/** What the last run in a log says; what is left out it does not say. */
export interface LoggedRun {
  /** undecided: neither an end nor an error stands there. */
  readonly result: 'ok' | 'warning' | 'failed' | 'undecided'
  readonly detail?: string | undefined
  readonly bytes?: number | undefined
  readonly files?: number | undefined
  readonly exitCode?: number | undefined
  /** Only where the log's own times can be trusted; else the file's time counts. */
  readonly endMs?: number | undefined
}

/** "105,006", "1.5K", "103.45M" as rsync and robocopy write amounts. */
export function amountOf(number: string, unit = ''): number | undefined {
  const factor = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }[unit.toLowerCase()]
  const plain = unit === '' ? number.replace(/[.,' ](?=\d{3}(?:\D|$))/g, '') : number
  const value = Number(plain.replace(',', '.'))
  const amount = factor === undefined ? Number.NaN : Math.round(value * factor)
  return Number.isSafeInteger(amount) ? amount : undefined
}
