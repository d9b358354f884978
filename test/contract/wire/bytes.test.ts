import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, ByteWriter } from '../../../contract/wire/bytes.ts'
import { FrameError } from '../../../contract/wire/frame-error.ts'

function written(write: (writer: ByteWriter) => void): ByteReader {
  const writer = new ByteWriter(1)
  write(writer)
  return new ByteReader(writer.copy())
}

describe('bytes', () => {
  it('gives back every unsigned number up to 2^53 − 1', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(written((writer) => writer.varint(value)).varint()).toBe(value)
      }),
    )
    for (let bits = 0; bits < 53; bits++) {
      for (const value of [2 ** bits - 1, 2 ** bits, 2 ** bits + 1])
        expect(written((writer) => writer.varint(value)).varint()).toBe(value)
    }
  })

  it('gives back every signed number between −(2^53 − 1) and 2^53 − 1', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(written((writer) => writer.signed(value)).signed()).toBe(value)
      }),
    )
    for (let bits = 0; bits < 53; bits++) {
      for (const value of [1 - 2 ** bits, -(2 ** bits), 2 ** bits])
        expect(written((writer) => writer.signed(value)).signed()).toBe(value === 0 ? 0 : value)
    }
  })

  it('gives back text in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(written((writer) => writer.text(text)).text(10_000)).toBe(text)
      }),
    )
    expect(written((writer) => writer.text('\ufeffBOM')).text(10)).toBe('\ufeffBOM')
  })

  it('refuses to write what is not a whole number in its range', () => {
    for (const value of [-1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => new ByteWriter().varint(value)).toThrow(RangeError)
    for (const value of [0.5, 2 ** 53, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(() => new ByteWriter().signed(value)).toThrow(RangeError)
  })

  it.each([
    ['a number cut short', [0x80], (reader: ByteReader) => reader.varint()],
    ['a number over 2^53 − 1', Array(8).fill(0xff), (reader: ByteReader) => reader.varint()],
    ['an endless number', Array(20).fill(0x80), (reader: ByteReader) => reader.varint()],
    [
      'a signed number over 2^53 − 1',
      [...Array(8).fill(0xff), 3],
      (reader: ByteReader) => reader.signed(),
    ],
    ['a text longer than the message', [5, 65], (reader: ByteReader) => reader.text(100)],
    ['a text over its limit', [5, 65, 65, 65, 65, 65], (reader: ByteReader) => reader.text(4)],
    ['a text that is not UTF-8', [2, 0xc3, 0x28], (reader: ByteReader) => reader.text(100)],
    ['four bytes where three are', [1, 2, 3], (reader: ByteReader) => reader.u32()],
    ['a byte behind the end', [], (reader: ByteReader) => reader.u8()],
  ])('refuses %s', (_what, bytes, read) => {
    expect(() => read(new ByteReader(Uint8Array.from(bytes)))).toThrow(FrameError)
  })

  it('never reads behind the end it was given', () => {
    const reader = new ByteReader(Uint8Array.of(1, 2, 3), 0, 2)
    reader.raw(2)
    expect(() => reader.u8()).toThrow(FrameError)
  })
})
