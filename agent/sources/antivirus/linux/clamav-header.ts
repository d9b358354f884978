/** Header of a ClamAV database (.cvd, .cld): the first 512 bytes, text fields between colons. */
export interface DatabaseHeader {
  readonly builtMs: number
  readonly version: number
  readonly signatures: number | undefined
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
export const headerBytes = 512

/**
 * `ClamAV-VDB:22 Nov 2026 04-33 -0500:27828:2066000:90:md5:signature:builder:1795340000`, padded with
 * blanks. The last field, seconds since 1970, is missing in old ones. Undefined: it is no header.
 */
export function decodeDatabaseHeader(bytes: Buffer): DatabaseHeader | undefined {
  const fields = bytes.toString('latin1', 0, headerBytes).trimEnd().split(':')
  if (fields[0] !== 'ClamAV-VDB' || fields.length < 4) return undefined
  const version = wholeOf(fields[2])
  const seconds = wholeOf(fields[8]?.trim())
  const builtMs = seconds && seconds > 900_000_000 ? seconds * 1000 : buildTime(fields[1] ?? '')
  if (version === undefined || builtMs === undefined) return undefined
  return { builtMs, version, signatures: wholeOf(fields[3]) }
}

/** "22 Nov 2026 04-33 -0500": no colon may stand in a field. */
function buildTime(text: string): number | undefined {
  const [, day, name, year, hour, minute, sign, zoneHours, zoneMinutes] =
    /^(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d)-(\d\d)(?: ([+-])(\d\d)(\d\d))?/.exec(text) ?? []
  const month = months.indexOf(name ?? '')
  if (month < 0 || Number(day) > 31) return undefined
  const wallMs = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute))
  const offset = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * 60_000
  const builtMs = sign === '-' ? wallMs + offset : wallMs - offset
  return Number.isFinite(builtMs) ? builtMs : undefined
}

function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined
}
