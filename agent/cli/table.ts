/** Columns as wide as their widest cell, two spaces apart. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows]
  const widths = heading.map((_, column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  )
  return all
    .map((row) => widths.map((width, column) => (row[column] ?? '').padEnd(width)))
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n')
}
