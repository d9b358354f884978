/** A subject's lines as a file that office programs open: UTF-8 with its mark, commas, quotes. */
import type { FactsLine } from '../collector/api/fact-views.ts'

export interface CsvWords {
  readonly heading: (key: string) => string
  readonly cell: (cell: FactsLine['cells'][number]) => string
  readonly verdict: (verdict: FactsLine['verdict']) => string
}

export function factsCsv(
  lines: readonly FactsLine[],
  columns: readonly string[],
  words: CsvWords,
): string {
  const heading = ['name', 'site', 'department', 'verdict', ...columns, 'told'].map(words.heading)
  const rows = lines.map((line) => [
    line.name,
    line.site ?? '',
    line.department ?? '',
    words.verdict(line.verdict),
    ...columns.map((column) => {
      const cell = line.cells.find(({ field }) => field === column)
      return cell === undefined || cell.value === null ? '' : words.cell(cell)
    }),
    line.toldMs === null ? '' : new Date(line.toldMs).toISOString(),
  ])
  return csvText([heading, ...rows])
}

/** The file's text, with the mark by which office programs know UTF-8. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

/**
 * A cell that begins like a formula would be computed by the program that opens the file (OWASP: CSV
 * injection); names come from computers.
 */
function quoted(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
