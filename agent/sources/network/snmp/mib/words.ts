/** Numbers of a MIB as words. */

/** The word of the number, where there is one. */
export function wordOf<W extends string>(
  words: Readonly<Record<number, W>>,
  number: number | undefined,
): W | undefined {
  return number === undefined ? undefined : words[number]
}

/** Places of the texts that are there more than once. */
export function repeated(texts: readonly string[]): ReadonlySet<number> {
  const first = new Map<string, number>()
  const twice = new Set<number>()
  texts.forEach((text, at) => {
    const before = first.get(text)
    if (before === undefined) first.set(text, at)
    else twice.add(before).add(at)
  })
  return twice
}
