/**
 * Words of Zanzibar's offices, where they differ from the mainland's. Texts are changed before their
 * places are filled: a computer that is called OFISI-PC-01 keeps its name.
 */
const swahili: readonly (readonly [RegExp, string])[] = [
  [/\bmkurugenzi mtendaji\b/gi, 'mkurugenzi'],
  [/\bhalmashauri\b/gi, 'afisi'],
  [/\bofisi/gi, 'afisi'],
  [/\bnyingine\b/gi, 'nyengine'],
  [/\bmwingine\b/gi, 'mwengine'],
  [/\bvingine\b/gi, 'vyengine'],
]
const english: readonly (readonly [RegExp, string])[] = [
  [/\bcouncil\b/gi, 'office'],
  [/\bexecutive director\b/gi, 'director'],
]
const both: readonly (readonly [RegExp, string])[] = [[/\beGA\b/g, 'eGAZ']]

/** A text, its places still open, as an office in Zanzibar says it. */
export function zanzibarText(text: string, language: 'sw' | 'en'): string {
  const pairs = [...(language === 'sw' ? swahili : english), ...both]
  return pairs.reduce(
    // A place's name is no word: {ofisi} stays what it is.
    (told, [pattern, word]) =>
      told
        .split(/(\{[^{}]*\})/)
        .map((part) => (part.startsWith('{') ? part : replaced(part, pattern, word)))
        .join(''),
    text,
  )
}

/** A capital stays a capital. */
function replaced(text: string, pattern: RegExp, word: string): string {
  return text.replace(pattern, (found) => {
    const capital = found !== found.toLowerCase() && word === word.toLowerCase()
    return capital ? word.slice(0, 1).toUpperCase() + word.slice(1) : word
  })
}
