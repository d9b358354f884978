/** Just enough of PowerShell's grammar to look over a script: texts, comments and brackets. */
export interface LexedScript {
  /** The script with comments and the contents of texts replaced by blanks, same length. */
  readonly code: string
  /** Where a text, comment or bracket has no end or no beginning. */
  readonly faults: readonly string[]
}

const closing: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' }

export function lexPowerShell(script: string): LexedScript {
  const code = Array.from(script)
  const faults: string[] = []
  /** Open brackets, and `"` where a text was left for a `$( )` inside it. */
  const open: { readonly sign: string; readonly at: number }[] = []
  const line = (at: number): number => script.slice(0, at).split('\n').length
  const blank = (at: number): void => {
    if (code[at] !== '\n') code[at] = ' '
  }
  let at = 0
  const singleQuoted = (): void => {
    const start = at++
    while (at < script.length && (script[at] !== "'" || script[at + 1] === "'")) {
      if (script[at] === "'") blank(at++)
      blank(at++)
    }
    if (at >= script.length) faults.push(`line ${line(start)}: a text has no end`)
    at++
  }
  /** From behind its first sign or behind a `$( )` to its end or to the next `$(`. */
  const doubleQuoted = (): void => {
    const start = at
    for (; at < script.length && script[at] !== '"'; at++) {
      if (script[at] === '`') blank(at++)
      else if (script[at] === '$' && script[at + 1] === '(') {
        open.push({ sign: '"', at }, { sign: '(', at: at + 1 })
        at += 2
        return
      }
      blank(at)
    }
    if (at >= script.length) faults.push(`line ${line(start)}: a text has no end`)
    at++
  }
  const comment = (): void => {
    while (at < script.length && script[at] !== '\n') blank(at++)
  }
  const close = (sign: string): void => {
    const last = open.pop()
    if (!last || closing[last.sign] !== sign)
      faults.push(`line ${line(at)}: ${sign} closes nothing`)
    at++
    if (open.at(-1)?.sign === '"') {
      open.pop()
      doubleQuoted()
    }
  }
  while (at < script.length) {
    const sign = script[at] ?? ''
    if (sign === "'") singleQuoted()
    else if (sign === '"') {
      at++
      doubleQuoted()
    } else if (sign === '#' && /[\s;({]/.test(script[at - 1] ?? '\n')) comment()
    else if (sign === '`') at += 2
    else if (sign in closing) open.push({ sign, at: at++ })
    else if (sign === ')' || sign === '}' || sign === ']') close(sign)
    else at++
  }
  for (const { sign, at: where } of open)
    faults.push(`line ${line(where)}: ${sign} is never closed`)
  return { code: code.join(''), faults }
}
