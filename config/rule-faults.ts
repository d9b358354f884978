/** Where in a rule file a fault stands, and what was probably meant. */
import { isMap, isScalar, isSeq, visit, type YAMLMap } from 'yaml'
import type * as z from 'zod'
import { nearest } from '../lib/nearest.ts'
import { conditionKeys, partKeys, ruleKeys } from './rule-keys.ts'
import type { RuleKind } from './rules-schema.ts'

export type Tell = (offset: number, sentence: string) => void

/** Tells what the schema found at the place where it stands. */
export function tellIssue(
  item: YAMLMap,
  kind: RuleKind,
  issue: z.core.$ZodIssue,
  fault: Tell,
): void {
  const steps = issue.path.map(String)
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((one) => one.code === 'unrecognized_keys')
    const told = inner ?? issue.errors.find((one) => one.length > 0)?.[0]
    if (told) return tellIssue(item, kind, { ...told, path: [...issue.path, ...told.path] }, fault)
  }
  if (issue.code !== 'unrecognized_keys') {
    const where = steps.length > 0 ? `${steps.join('.')}: ` : ''
    return fault(offsetOfPath(item, issue.path), `rule ${nameOf(item)}: ${where}${issue.message}`)
  }
  const known = knownAt(kind, steps)
  for (const key of issue.keys) {
    const near = nearest(key, known)
    const hint = near ? `did you mean "${near}"?` : `known here: ${known.join(', ')}`
    const offset = offsetOfPath(item, [...issue.path, key])
    fault(offset, `rule ${nameOf(item)}: "${[...steps, key].join('.')}" is unknown; ${hint}`)
  }
}

function knownAt(kind: RuleKind, steps: readonly string[]): readonly string[] {
  const first = steps[0]
  if (first === undefined) return ruleKeys[kind]
  const nested = steps.at(-1)
  if (nested !== undefined && /^(when|clear|from|to|\d+)$/.test(nested)) return conditionKeys
  return partKeys[first] ?? partKeys['level'] ?? []
}

const nameOf = (item: YAMLMap): string => textOf(item.get('id'))
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '(no id)')
export const startOf = (node: { range?: [number, number, number] | null | undefined }): number =>
  node.range?.[0] ?? 0

/** Offset of the key at the path, or of its nearest parent that is written. */
export function offsetOfPath(item: YAMLMap, steps: readonly PropertyKey[]): number {
  let at: unknown = item
  let offset = startOf(item)
  for (const step of steps) {
    if (isMap(at)) {
      const pair = at.items.find((one) => String(one.key) === String(step))
      if (!pair) break
      if (isScalar(pair.key)) offset = startOf(pair.key)
      at = pair.value
    } else if (isSeq(at)) {
      at = at.items[Number(step)]
      if (isMap(at)) offset = startOf(at)
    } else break
  }
  return offset
}

/** Offset of the first place where the word stands, as a key or as a value. */
export function offsetOfWord(item: YAMLMap, word: string): number {
  let offset: number | undefined
  visit(item, {
    Scalar: (_, node) => {
      if (String(node.value) !== word) return undefined
      offset = startOf(node)
      return visit.BREAK
    },
  })
  return offset ?? startOf(item)
}
