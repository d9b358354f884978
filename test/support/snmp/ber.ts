/** As much of BER as SNMPv1 and v2c messages need; written apart from the library that is tested. */

export interface Field {
  readonly tag: number
  readonly body: Buffer
  readonly end: number
}

export function fieldAt(bytes: Buffer, at: number): Field {
  const tag = bytes[at] ?? 0
  let length = bytes[at + 1] ?? 0
  let start = at + 2
  if (length >= 0x80) {
    const more = length & 0x7f
    length = bytes.readUIntBE(start, more)
    start += more
  }
  return { tag, body: bytes.subarray(start, start + length), end: start + length }
}

export function fieldsIn(body: Buffer): readonly Field[] {
  const fields: Field[] = []
  for (let at = 0; at < body.length;) {
    const field = fieldAt(body, at)
    fields.push(field)
    at = field.end
  }
  return fields
}

export function packed(tag: number, body: Uint8Array): Buffer {
  const { length } = body
  const head =
    length < 0x80
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(head), body])
}

export function signedOf(body: Buffer): number {
  return body.length === 0 ? 0 : body.readIntBE(0, body.length)
}

/** Two's complement in as few bytes as will do. */
export function wholeBytes(value: bigint): Buffer {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    bytes.unshift(Number(rest & 0xffn))
    const done = (rest >= -128n && rest < 128n) || bytes.length >= 9
    rest >>= 8n
    if (done) return Buffer.from(bytes)
  }
}

export function oidBytes(oid: string): Buffer {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number)
  const bytes: number[] = []
  for (const number of [first * 40 + second, ...rest]) {
    const part = [number & 0x7f]
    for (let more = Math.floor(number / 128); more > 0; more = Math.floor(more / 128)) {
      part.unshift((more & 0x7f) | 0x80)
    }
    bytes.push(...part)
  }
  return Buffer.from(bytes)
}

export function oidText(body: Buffer): string {
  const numbers: number[] = []
  let number = 0
  for (const byte of body) {
    number = number * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      numbers.push(number)
      number = 0
    }
  }
  const [first = 0, ...rest] = numbers
  const head = first < 80 ? [Math.floor(first / 40), first % 40] : [2, first - 80]
  return [...head, ...rest].join('.')
}
