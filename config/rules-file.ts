/** Reads rule files: YAML lists of rules, every fault told with file, line and nearest name. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isMap, isSeq, LineCounter, parseDocument, visit, isScalar, type YAMLMap } from 'yaml'
import type * as z from 'zod'
import type { Measurement } from '../contract/catalogue/grammar.ts'
import { nearest } from '../lib/nearest.ts'
import { ConfigError, type ConfigFault } from './load.ts'
import type { Rule } from './rule.ts'
import { conditionKeys, partKeys, ruleKeys } from './rule-keys.ts'
import { ruleSchemas, type RuleKind } from './rules-schema.ts'
import { wordFaults } from './rules-words.ts'

export interface RuleFile {
  readonly file: string
  readonly text: string
}
const bytesMax = 1024 * 1024
const rulesMax = 2000

/** The .yaml files of a folder, in the order of their names. */
export function readRuleFolder(folder: string): readonly RuleFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const file = path.join(folder, name)
      return { file, text: readFileSync(file, 'utf8') }
    })
}

/**
 * The rules of all files; a later rule of the same id replaces the earlier one, so an office's
 * folder comes after the shipped one. Disabled rules are left out.
 * @throws ConfigError with every fault of every file.
 */
export function parseRules(
  files: readonly RuleFile[],
  catalogue: readonly Measurement[],
): readonly Rule[] {
  const faults: ConfigFault[] = []
  const rules = new Map<string, Rule>()
  for (const file of files) {
    for (const rule of parseFile(file, catalogue, faults)) rules.set(rule.id, rule)
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return [...rules.values()].filter((rule) => rule.enabled)
}

function parseFile(
  { file, text }: RuleFile,
  catalogue: readonly Measurement[],
  faults: ConfigFault[],
): Rule[] {
  const lines = new LineCounter()
  const fault = (offset: number, sentence: string): void => {
    faults.push({ file, line: lines.linePos(offset).line, text: sentence })
  }
  if (text.length > bytesMax) {
    faults.push({ file, line: 0, text: 'the file is larger than 1 MB' })
    return []
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  for (const error of document.errors) {
    fault(error.pos[0], `This is not valid YAML: ${error.message}`)
  }
  if (document.errors.length > 0 || document.contents === null) return []
  const list = document.contents
  if (!isSeq(list) || list.items.length > rulesMax) {
    fault(0, `a rule file is a list of at most ${rulesMax} rules`)
    return []
  }
  const seen = new Set<string>()
  return list.items.flatMap((item) => {
    if (!isMap(item)) {
      fault(0, 'each rule is a group of "key: value" lines')
      return []
    }
    const rule = parseRule(item, catalogue, fault)
    if (rule && seen.has(rule.id)) fault(startOf(item), `the id "${rule.id}" is used twice`)
    if (rule) seen.add(rule.id)
    return rule ? [rule] : []
  })
}

type Tell = (offset: number, sentence: string) => void

function parseRule(
  item: YAMLMap,
  catalogue: readonly Measurement[],
  fault: Tell,
): Rule | undefined {
  const kind = item.get('kind')
  if (!isKind(kind)) {
    const kinds = Object.keys(ruleSchemas)
    const near = nearest(String(kind), kinds)
    const hint = near ? `did you mean "${near}"?` : `known: ${kinds.join(', ')}`
    fault(startOf(item), `"${String(kind)}" is no kind of rule; ${hint}`)
    return undefined
  }
  const result = ruleSchemas[kind].safeParse(item.toJSON())
  if (!result.success) {
    for (const issue of result.error.issues) tellIssue(item, kind, issue, fault)
    return undefined
  }
  const rule = { ...result.data, text: result.data.text ?? result.data.id } as Rule
  const wrong = wordFaults(rule, catalogue)
  for (const { word, text } of wrong) fault(offsetOfWord(item, word), `rule ${rule.id}: ${text}`)
  return wrong.length > 0 ? undefined : rule
}

function isKind(value: unknown): value is RuleKind {
  return typeof value === 'string' && Object.hasOwn(ruleSchemas, value)
}

function tellIssue(item: YAMLMap, kind: RuleKind, issue: z.core.$ZodIssue, fault: Tell): void {
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
const startOf = (node: { range?: [number, number, number] | null | undefined }): number =>
  node.range?.[0] ?? 0

/** Offset of the key at the path, or of its nearest parent that is written. */
function offsetOfPath(item: YAMLMap, steps: readonly PropertyKey[]): number {
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
function offsetOfWord(item: YAMLMap, word: string): number {
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
