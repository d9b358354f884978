/** Alert titles are written to stand inside a mail's subject; on their own they begin a line. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
