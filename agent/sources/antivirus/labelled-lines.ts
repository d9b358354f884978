/** Programs that print "Label: value" or "Label   value", one a line. */
const linesMax = 500

/** Values by label, the first of each label; labels and values without blanks around them. */
export function labelledLines(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of text.split('\n', linesMax)) {
    const trimmed = line.trim().replace(/^-\s+/, '').slice(0, 400)
    const at = trimmed.search(/:\s|:$|\s{2,}/)
    if (at <= 0) continue
    const label = trimmed.slice(0, at)
    const value = trimmed.slice(at).replace(/^:?\s*/, '')
    if (!found.has(label)) found.set(label, value)
  }
  return found
}

/** "2023-08-24 at 11:44:37 GMT+2", "2024-01-04 10:00:00"; without an offset as UTC. */
export function writtenMoment(text: string | undefined): number | undefined {
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)(?:(?: at)?[ T](\d\d):(\d\d)(?::(\d\d))?)?(?: (?:GMT|UTC)?([+-]\d{1,2})(?::?(\d\d))?)?/.exec(
      text ?? '',
    )
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  if (!year || !month || !day || month > 12 || day > 31 || year < 1990) return undefined
  const offsetHours = Number(parts[7] ?? 0)
  const offsetMinutes = Number(parts[8] ?? 0) * (offsetHours < 0 ? -1 : 1)
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  return wall - (offsetHours * 60 + offsetMinutes) * 60_000
}
