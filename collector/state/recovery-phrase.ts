/**
 * The phrase that opens a backup: 12 words that carry 128 random bits and 4 check bits. The words
 * are two plain syllables each, made by rule, so there is no list to keep: they are written as a
 * Swahili reader hears them, over the telephone too, and no language is needed to copy them.
 */
import { createHash, randomBytes } from 'node:crypto'

/** 16 × 4 first syllables and 8 × 4 second ones: 2,048 words, 11 bits each. */
const vowels = ['a', 'e', 'i', 'u']
const firsts = 'b d f g h j k l m n p r s t w z'
  .split(' ')
  .flatMap((letter) => vowels.map((vowel) => letter + vowel))
const seconds = 'b d g k l m n t'
  .split(' ')
  .flatMap((letter) => vowels.map((vowel) => letter + vowel))
const words = firsts.flatMap((first) => seconds.map((second) => first + second))
const numbers = new Map(words.map((word, number) => [word, number]))

const phraseBytes = 16
const wordBits = 11
const checkBits = 4
export const phraseWords = 12

export function newRecoveryPhrase(): string {
  return formatPhrase(randomBytes(phraseBytes))
}

/** Words from 16 bytes, separated by spaces. */
export function formatPhrase(bytes: Uint8Array): string {
  const value = (toNumber(bytes) << BigInt(checkBits)) | BigInt(checkOf(bytes))
  const bits = value.toString(2).padStart(phraseWords * wordBits, '0')
  return Array.from({ length: phraseWords }, (_, index) => {
    const number = Number.parseInt(bits.slice(index * wordBits, (index + 1) * wordBits), 2)
    return words[number] ?? ''
  }).join(' ')
}

/** The 16 bytes, or what the person who typed it should look at. */
export function parsePhrase(text: string): Uint8Array | { readonly mistake: string } {
  const typed = text.toLowerCase().match(/[a-z]+/g) ?? []
  const unknown = typed.find((word) => !numbers.has(word))
  if (unknown !== undefined) return { mistake: `"${unknown}" is not a word of a recovery phrase` }
  if (typed.length !== phraseWords)
    return { mistake: `A recovery phrase has ${phraseWords} words, not ${typed.length}` }
  let value = 0n
  for (const word of typed) value = (value << BigInt(wordBits)) | BigInt(numbers.get(word) ?? 0)
  const hex = (value >> BigInt(checkBits)).toString(16).padStart(phraseBytes * 2, '0')
  const bytes = Buffer.from(hex, 'hex')
  if (BigInt(checkOf(bytes)) === (value & 0xfn)) return bytes
  return { mistake: 'The words do not fit together: one is wrong or two are in the wrong order' }
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

function checkOf(bytes: Uint8Array): number {
  return (createHash('sha256').update(bytes).digest()[0] ?? 0) >> (8 - checkBits)
}
