/** A log that a test can read. */
export interface LogLine {
  readonly level: string
  readonly fields: object
  readonly sentence: string
}
export function rememberingLog() {
  const lines: LogLine[] = []
  const at = (level: string) => (fields: object, sentence: string) => {
    lines.push({ level, fields, sentence })
  }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
