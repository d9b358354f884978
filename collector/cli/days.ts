/** Weekdays as the command line writes them, 0 Sunday. */
export const dayWords = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** "mon,wed,fri" as numbers. @throws Error for a word that is no day */
export function dayNumbers(option: string, text: string): readonly number[] {
  return text.split(',').map((word) => {
    const short = word.trim().toLowerCase().slice(0, 3)
    const day = dayWords.findIndex((one) => one === short)
    if (day < 0) throw new Error(`${option}: "${word}" is no day; write ${dayWords.join(', ')}`)
    return day
  })
}
