/** What was asked for, else what the computer speaks; English where it speaks something else. */
export function languageOf(asked: string | undefined): 'en' | 'sw' {
  const word = asked ?? process.env['LC_ALL'] ?? process.env['LANG'] ?? ''
  return word.toLowerCase().startsWith('sw') ? 'sw' : 'en'
}
