/** Reads a YAML file against a schema; each fault is told with file, line and the nearest name. */
import { isMap, LineCounter, parseDocument, type Document } from 'yaml'
import type * as z from 'zod'
import { nearest } from '../lib/nearest.ts'

export interface ConfigFault {
  readonly file: string
  /** From 1; 0 when the fault has no place in the file. */
  readonly line: number
  readonly text: string
}

/** All faults of a file at once, so that they are mended in one go. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly faults: readonly ConfigFault[]
  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ file, line, text }) => `${file}:${line}: ${text}`).join('\n'))
    this.faults = faults
  }
}

/**
 * Checks the text of a YAML file.
 * @throws ConfigError with one fault per problem.
 */
export function parseConfig<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): z.output<Schema> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        text: `This is not valid YAML: ${error.message}`,
      })),
    )
  }
  const result = schema.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {})
  if (result.success) return result.data
  throw new ConfigError(
    result.error.issues.flatMap((issue) => faultsOf(file, issue, document, lines, schema)),
  )
}

function faultsOf(
  file: string,
  issue: z.core.$ZodIssue,
  document: Document,
  lines: LineCounter,
  schema: z.ZodType,
): ConfigFault[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path)
    return issue.keys.map((key) => ({
      file,
      line: lineOf(document, lines, [...path, key]),
      text: unknownKey([...path, key].join('.'), nearest(key, known), known),
    }))
  }
  const where = path.length > 0 ? `${path.join('.')}: ` : ''
  return [{ file, line: lineOf(document, lines, path), text: `${where}${issue.message}` }]
}

function unknownKey(name: string, near: string | undefined, known: readonly string[]): string {
  const hint = near ? `did you mean "${near}"?` : `known here: ${known.join(', ')}`
  return `"${name}" is not a setting; ${hint}`
}

/** Line of the node at the path, or of its nearest parent that is in the file. */
function lineOf(
  document: Document,
  lines: LineCounter,
  path: readonly (string | number)[],
): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const step = path[length - 1]
    const pair = isMap(parent)
      ? parent.items.find((item) => String(item.key) === String(step))
      : undefined
    const node = (pair?.key ?? document.getIn(path.slice(0, length), true)) as
      | { range?: [number, number, number] }
      | undefined
    if (node?.range) return lines.linePos(node.range[0]).line
  }
  return 0
}

/** Names of the settings that the schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let at: unknown = schema
  for (const step of path) at = inside(unwrapped(at), step)
  const shape = (unwrapped(at) as { shape?: Record<string, unknown> } | undefined)?.shape
  return Object.keys(shape ?? {})
}

function inside(schema: unknown, step: string | number): unknown {
  const { shape, element, valueType } = (schema ?? {}) as {
    shape?: Record<string, unknown>
    element?: unknown
    valueType?: unknown
  }
  return shape?.[String(step)] ?? element ?? valueType
}

/** The schema below `.default()`, `.prefault()`, `.optional()` and their like. */
function unwrapped(schema: unknown): unknown {
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType
  return inner === undefined ? schema : unwrapped(inner)
}
