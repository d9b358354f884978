const linesMax = 100

/** Bytes by the names that macOS' vm_stat gives its counts of pages; empty for other text. */
export function pagesOf(output: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const pageSize = Number(/\(page size of (\d{3,6}) bytes\)/.exec(output)?.[1])
  if (!(pageSize > 0)) return found
  for (const line of output.split('\n', linesMax)) {
    const parts =
      /^(Pages [\w -]{2,40}|File-backed pages|Swapins|Swapouts):\s+(\d{1,12})\.\s*$/.exec(line)
    if (parts?.[1]) found.set(parts[1], Number(parts[2]) * pageSize)
  }
  return found
}
