/** LUKS headers: the layout of the LUKS1 specification 1.2.3 and of LUKS2 (cryptsetup docs/on-disk-format-luks2.pdf). */
import { fieldsOf, parsedJson, textOf } from '../../parts/narrow.ts'

export interface LuksHeader {
  readonly version: 1 | 2
  /** aes-xts-plain64; undefined when it is not told. */
  readonly cipher: string | undefined
}

/** Binary header of LUKS2 and the beginning of its JSON area, or all of LUKS1's. */
export const luksHeaderBytes = 64 * 1024
const jsonAt = 4096
const magic = Buffer.from('LUKS\xba\xbe', 'latin1')

/** Undefined: no LUKS header begins here. */
export function decodeLuksHeader(bytes: Buffer): LuksHeader | undefined {
  if (bytes.length < 8 || !bytes.subarray(0, magic.length).equals(magic)) return undefined
  const version = bytes.readUInt16BE(6)
  if (version === 1) {
    const words = [asciiAt(bytes, 8, 32), asciiAt(bytes, 40, 32)].filter(
      (word) => word !== undefined,
    )
    return { version, cipher: words.length > 0 ? words.join('-') : undefined }
  }
  return version === 2 ? { version, cipher: luks2Cipher(bytes) } : undefined
}

/** "encryption" of the first segment of type crypt. */
function luks2Cipher(bytes: Buffer): string | undefined {
  const end = bytes.indexOf(0, jsonAt)
  if (bytes.length <= jsonAt) return undefined
  const area = bytes.toString('utf8', jsonAt, end < 0 ? bytes.length : end)
  const segments = fieldsOf(fieldsOf(parsedJson(area))['segments'])
  for (const segment of Object.values(segments)) {
    const { type, encryption } = fieldsOf(segment)
    if (type === 'crypt') return cipherWord(textOf(encryption, 64))
  }
  return undefined
}

/** A text field padded with zeros. */
function asciiAt(bytes: Buffer, offset: number, length: number): string | undefined {
  if (bytes.length < offset + length) return undefined
  const field = bytes.toString('latin1', offset, offset + length)
  return cipherWord(field.split('\0', 1)[0])
}

function cipherWord(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w:().-]{1,64}$/.test(text) ? text : undefined
}
