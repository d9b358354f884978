/** Telephone numbers as people write them: "0712 345 678", "+255 712-345-678", "255712345678". */

const homeCountry = '255'

/**
 * Digits with the country, without "+": "255712345678". A number that begins with one zero is one of
 * the office's own country. Undefined: no telephone number (E.164 has 8 to 15 digits).
 */
export function internationalNumber(text: string, country = homeCountry): string | undefined {
  const bare = text.replace(/[\s().-]/g, '')
  if (!/^\+?\d+$/.test(bare)) return undefined
  const digits = bare.replace(/^\+/, '').replace(/^00/, '')
  const whole = bare.startsWith('0') && !bare.startsWith('00') ? country + digits.slice(1) : digits
  return /^[1-9]\d{7,14}$/.test(whole) ? whole : undefined
}
