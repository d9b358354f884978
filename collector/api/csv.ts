/** Small CSV as office programs save it: comma, semicolon or tab, quotes, a byte-order mark. */

const rowsMax = 2000
const cellsMax = 16

/** Rows of trimmed cells without empty rows; undefined when there are too many or a quote is open. */
export function parseCsv(text: string): readonly (readonly string[])[] | undefined {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const separator = separatorOf(plain)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = (): void => {
    if (row.length < cellsMax) row.push(cell.trim())
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    if (row.some((one) => one !== '')) rows.push(row)
    row = []
  }
  for (let at = 0; at < plain.length; at++) {
    const character = plain.charAt(at)
    if (quoted && character === '"' && plain.charAt(at + 1) === '"') cell += plain.charAt(at++)
    else if (character === '"' && (quoted || cell.trim() === '')) quoted = !quoted
    else if (!quoted && character === separator) endCell()
    else if (!quoted && character === '\n') endRow()
    else cell += character
    if (rows.length > rowsMax) return undefined
  }
  endRow()
  return quoted || rows.length > rowsMax ? undefined : rows
}

function separatorOf(text: string): string {
  const line = text.slice(0, Math.max(text.indexOf('\n'), 0) || text.length)
  const counts = [',', ';', '\t'].map((one) => ({ one, count: line.split(one).length }))
  return counts.reduce((a, b) => (b.count > a.count ? b : a)).one
}
