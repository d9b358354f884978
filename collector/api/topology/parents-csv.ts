/** Lists of parents as files of office programs: child, parent, port. */
import { parseCsv } from '../csv.ts'
import { DeclarationFault } from '../network/declare.ts'
import type { DeclaredParent } from './decide-parents.ts'

export const csvHeading = ['child', 'parent', 'port', 'how', 'by', 'since'] as const
const headings: ReadonlySet<string> = new Set(['child', 'nyuma', 'kilicho nyuma'])

/** A first line of headings is left out, as are columns beyond the third. @throws DeclarationFault */
export function readParentsCsv(text: string): readonly DeclaredParent[] {
  const rows = parseCsv(text)
  if (!rows) throw new DeclarationFault('file', 'it has over 2,000 lines, or a quote is left open')
  const [first, ...rest] = rows
  const lines = headings.has(first?.[0]?.toLowerCase() ?? '') ? rest : rows
  if (lines.length === 0) throw new DeclarationFault('file', 'it holds no line "child,parent,port"')
  return lines.map(([child = '', parent = '', port = ''], at) => {
    if (child === '' || parent === '')
      throw new DeclarationFault(`line ${at + 1}`, 'write child, parent and, if you like, the port')
    return { child: plain(child), parent: plain(parent), port: plain(port) }
  })
}

/** What is written against formulas in our own file. */
function plain(cell: string): string {
  return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell
}
