/** How a reader says the words of closed sets; the console and the mails say them alike. */
import { deviceWordsEn } from './fact-words-devices-en.ts'
import { deviceWordsSw } from './fact-words-devices-sw.ts'
import { factWordsEn } from './fact-words-en.ts'
import { factWordsSw } from './fact-words-sw.ts'
import { networkWordsEn } from './network-words-en.ts'
import { networkWordsSw } from './network-words-sw.ts'

type FactWords = Readonly<Record<string, string>>
export const factWords: Readonly<Record<'sw' | 'en', FactWords>> = {
  sw: { ...deviceWordsSw, ...factWordsSw, ...networkWordsSw },
  en: { ...deviceWordsEn, ...factWordsEn, ...networkWordsEn },
}

/** Fields that are texts of short codes with commas between them. */
export const codeFields: ReadonlySet<string> = new Set(['reasons', 'blockers'])

/** A word that the dictionary lacks is shown as it is. */
export function spokenWord(words: FactWords, word: string): string {
  return knownWord(words, word) ?? word.replaceAll('_', ' ')
}

export function spokenCodes(words: FactWords, text: string): string {
  return text
    .split(',')
    .map((word) => spokenWord(words, word.trim()))
    .join(', ')
}

export function knownWord(words: FactWords, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined
}
