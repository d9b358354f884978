/**
 * First byte of a binary message: 10xxxxxx is a frame with its six flags, 0xd1 a dictionary part.
 * The version of all layouts is the subprotocol's.
 */
export const frameMark = 0x80
export const frameMarkMask = 0xc0
export const dictionaryMark = 0xd1

/** Which kind of binary message this is; undefined: none that we know. */
export function binaryKind(bytes: Uint8Array): 'frame' | 'dictionary' | undefined {
  const first = bytes[0] ?? 0
  if ((first & frameMarkMask) === frameMark) return 'frame'
  return first === dictionaryMark ? 'dictionary' : undefined
}
