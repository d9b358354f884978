/** Logs of clamd, clamscan and freshclam. Of a finding only the threat's name is kept, never the file. */
import { threatName, type Threat } from '../product.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const findingsMax = 64
export const clamavName = 'ClamAV'

export interface ScanLog {
  /** When the last scan ended, by its own summary; local time of the machine. */
  readonly scanMs: number | undefined
  readonly threats: readonly Threat[]
}

/**
 * The end of a log: lines `path: Name FOUND`, in clamd's with the moment before them, in clamscan's
 * between summaries that give the moment. A finding without a moment belongs to the next summary.
 */
export function decodeScanLog(text: string): ScanLog {
  const threats: Threat[] = []
  const alike = new Map<string, number>()
  const note = (name: string, atMs: number): void => {
    const moment = `${new Date(atMs).toISOString()} ${name}`
    const ordinal = (alike.get(moment) ?? 0) + 1
    alike.set(moment, ordinal)
    threats.push(threatAt(name, atMs, `${moment} ${ordinal}`))
  }
  let undated: string[] = []
  let scanMs: number | undefined
  for (const line of text.split('\n')) {
    const ended = /^(?:End|Start) Date:\s+(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)\s*$/.exec(line)
    if (ended) {
      scanMs = localMs(ended.slice(1).map(Number))
      for (const name of undated) if (scanMs !== undefined) note(name, scanMs)
      undated = []
      continue
    }
    const found = /: ([^\s:]\S{0,119}) FOUND\s*$/.exec(line)?.[1]
    const name = threatName(found?.replace(/\([0-9a-f]{32}:\d+\)$/, ''))
    if (name === undefined) continue
    const atMs = lineMoment(line)
    if (atMs === undefined) undated.push(name)
    else note(name, atMs)
  }
  return { scanMs, threats: threats.slice(-findingsMax) }
}

const failures = [
  /(?:^|-> )\^?(?:ERROR: |!)|ERROR:|Update failed|can't download|Can't connect/i,
  // Blocked or asked too often: it does not try for hours, and writes no error.
  /received error code (?:403|429)|on cool-down until/,
] as const

/** How freshclam's last attempt ended; undefined when the log tells of none. */
export function decodeFreshclamLog(
  text: string,
): { readonly update: 'ok' | 'failed'; readonly atMs: number | undefined } | undefined {
  const lines = text.split('\n')
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index] ?? ''
    // That clamd could not be told of an update is no failure of the update.
    if (/NotifyClamd|NOT notified/.test(line)) continue
    if (
      /(?:database is up[- ]to[- ]date|is up to date|updated \(version|database available for update.*applied)/i.test(
        line,
      )
    ) {
      return { update: 'ok', atMs: lineMoment(line) }
    }
    if (failures.some((failure) => failure.test(line))) {
      return { update: 'failed', atMs: lineMoment(line) }
    }
  }
  return undefined
}

function threatAt(name: string, atMs: number, moment: string): Threat {
  return {
    // The file would make it unique, but it is nobody's business: its place among its like does.
    id: `${clamavName} ${moment}`,
    product: clamavName,
    name,
    severity: 'unknown',
    // The log does not tell whether somebody has removed it since.
    state: 'detected',
    detectedMs: atMs,
    active: false,
  }
}

/** "Sun Nov 22 16:17:33 2026 -> …" at the beginning of a line, or after a word of warning. */
function lineMoment(line: string): number | undefined {
  const [, name, day, hour, minute, second, year] =
    /\b[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4}) ->/.exec(
      line.slice(0, 80),
    ) ?? []
  const month = months.indexOf(name ?? '')
  if (month < 0) return undefined
  return localMs([year, month + 1, day, hour, minute, second].map(Number))
}

/** The logs write the machine's own time, without its zone. */
function localMs(parts: readonly number[]): number | undefined {
  const [year, month, day, hour, minute, second] = parts
  if (!year || !month || !day || month > 12 || day > 31) return undefined
  return new Date(year, month - 1, day, hour, minute, second).getTime()
}
