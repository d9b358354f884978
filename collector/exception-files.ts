/** Exceptions of the console as rule files: read last and in the order in which they were made. */
import path from 'node:path'
import type { RuleFile } from '../config/rules-file.ts'
import type { RuleException } from './state/rule-exceptions.ts'

/** No officer's own file has such a name; it sorts after them. */
const named = /^zz-console-\d{15}-(.+)\.yaml$/

export function exceptionFile({ id, ruleId, where, set, atMs }: RuleException): RuleFile {
  const file = `zz-console-${String(Math.max(0, atMs)).padStart(15, '0')}-${id}.yaml`
  return { file, text: JSON.stringify([{ override: ruleId, where, set }]) }
}

/** The id of the exception; undefined: a file of the office or of the program. */
export function exceptionFileId(file: string): string | undefined {
  return named.exec(path.basename(file))?.[1]
}

export function isExceptionFile(file: string): boolean {
  return exceptionFileId(file) !== undefined
}
