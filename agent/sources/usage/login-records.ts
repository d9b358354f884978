/** Records of utmp(5) in glibc's 64-bit layout, 384 bytes each: /run/utmp, /var/log/wtmp and btmp. */
export interface LoginRecord {
  /** ut_type: 6 a login that waits, 7 a user's process. */
  readonly type: number
  readonly user: string
  readonly atMs: number
}

export const loginRecordBytes = 384
export const waitingLogin = 6
export const userProcess = 7
const userOffset = 44
const userBytes = 32
const secondsOffset = 340
const typeMax = 9

/** Undefined: this is no such file, so nothing is known. */
export function parseLoginRecords(bytes: Buffer): readonly LoginRecord[] | undefined {
  const records: LoginRecord[] = []
  // The newest records: what was cut off is at the beginning.
  for (
    let at = bytes.length % loginRecordBytes;
    at + loginRecordBytes <= bytes.length;
    at += loginRecordBytes
  ) {
    const type = bytes.readInt16LE(at)
    if (type < 0 || type > typeMax) return undefined
    const user = bytes.toString('utf8', at + userOffset, at + userOffset + userBytes)
    records.push({
      type,
      user: user.split('\0', 1)[0] ?? '',
      atMs: bytes.readUInt32LE(at + secondsOffset) * 1000,
    })
  }
  return records
}
