/** The telephone's own alphabet (GSM 03.38): 160 characters to a message, else only 70. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Each of these takes two places. */
const extended = '^{}\\[~]|€'
export const smsCharactersMax = 160

const sameMeaning: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '°': '',
  '\u00a0': ' ',
  '`': "'",
  '\t': ' ',
}

/** Places that the text takes; undefined: it has a letter that the alphabet lacks. */
export function gsm7Length(text: string): number | undefined {
  let length = 0
  for (const letter of text) {
    if (extended.includes(letter)) length += 2
    else if (basic.includes(letter)) length += 1
    else return undefined
  }
  return length
}

/** The same in letters of the alphabet: accents go where they must, what has no likeness is "?". */
export function toGsm7(text: string): string {
  return Array.from(text.replace(/\s+/g, ' ').trim(), letterOf).join('')
}
function letterOf(letter: string): string {
  if (basic.includes(letter) || extended.includes(letter)) return letter
  const same = sameMeaning[letter]
  if (same !== undefined) return same
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '')
  return bare !== '' && Array.from(bare).every((one) => basic.includes(one)) ? bare : '?'
}

/** As much of the text as one message holds, broken between words. */
export function oneMessage(text: string): string {
  const told = toGsm7(text)
  if ((gsm7Length(told) ?? 0) <= smsCharactersMax) return told
  let kept = ''
  for (const letter of told) {
    if ((gsm7Length(`${kept}${letter}...`) ?? 0) > smsCharactersMax) break
    kept += letter
  }
  const space = kept.lastIndexOf(' ')
  return `${space > smsCharactersMax / 2 ? kept.slice(0, space) : kept}...`
}
