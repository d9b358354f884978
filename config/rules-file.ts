/** Reads rule files: YAML lists of rules, every fault told with file, line and nearest name. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isMap, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'
import type { Measurement } from '../contract/catalogue/grammar.ts'
import { nearest } from '../lib/nearest.ts'
import { ConfigError, type ConfigFault } from './load.ts'
import type { Rule, RuleOverride, WrittenRule } from './rule.ts'
import { offsetOfPath, offsetOfWord, startOf, tellIssue, type Tell } from './rule-faults.ts'
import {
  fixedKeys,
  overrideKeys,
  overrideOf,
  overrideSchema,
  whereKeys,
  type WrittenOverride,
} from './rule-override.ts'
import { isKind, parseWritten } from './rule-parse.ts'
import { merged, rankOf } from './rule-variants.ts'
import { ruleSchemas } from './rules-schema.ts'
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
  const read: Read = { rules: new Map(), overrides: [] }
  for (const file of files) parseFile(file, catalogue, faults, read)
  const rules = [...read.rules.values()].map(({ rule, file }) => ({
    ...rule,
    overrides: overridesOf({ rule, file }, read, files, catalogue),
  }))
  for (const { override, item, tell } of read.overrides) {
    if (read.rules.has(override.ruleId)) continue
    const near = nearest(override.ruleId, read.rules.keys())
    const hint = near ? `did you mean "${near}"?` : 'there is no rule of this id'
    tell(offsetOfWord(item, override.ruleId), `"${override.ruleId}" is no rule; ${hint}`)
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return rules.filter(
    ({ enabled, overrides }) => enabled || overrides.some(({ set }) => set['enabled'] === true),
  )
}

/** What the files have given so far. */
interface Read {
  readonly rules: Map<string, { readonly rule: Rule; readonly file: string }>
  readonly overrides: {
    readonly override: WrittenOverride
    readonly item: YAMLMap
    readonly tell: Tell
  }[]
}

/**
 * The rule's exceptions, the most general first, each tried on it. A rule that an office's folder
 * replaced leaves the shipped exceptions behind: they were made for another one.
 */
function overridesOf(
  { rule, file }: { readonly rule: Rule; readonly file: string },
  { overrides }: Read,
  files: readonly RuleFile[],
  catalogue: readonly Measurement[],
): readonly RuleOverride[] {
  const folders = [...new Set(files.map((one) => path.dirname(one.file)))]
  const place = (of: string): number => folders.indexOf(path.dirname(of))
  return overrides
    .filter(({ override }) => override.ruleId === rule.id && place(override.file) >= place(file))
    .map(({ override, item, tell }) => {
      tellOverride(rule, override, item, catalogue, tell)
      const { scope, set } = override
      return { scope, set, file: override.file }
    })
    .toSorted((one, other) => rankOf(one.scope) - rankOf(other.scope))
}

function tellOverride(
  rule: Rule,
  { set }: WrittenOverride,
  item: YAMLMap,
  catalogue: readonly Measurement[],
  tell: Tell,
): void {
  const inSet = item.get('set')
  const at = isMap(inSet) ? inSet : item
  for (const key of fixedKeys(set))
    tell(
      offsetOfPath(at, [key]),
      `exception from ${rule.id}: "${key}" cannot be changed; write a rule of your own`,
    )
  if (fixedKeys(set).length > 0) return
  const result = parseWritten(rule.kind, merged(rule.written, set))
  const named = (offset: number, sentence: string): void =>
    tell(offset, sentence.replace(/^rule [^:]+/, `exception from ${rule.id}`))
  if ('issues' in result) for (const issue of result.issues) tellIssue(at, rule.kind, issue, named)
  else
    for (const { word, text } of wordFaults(result.rule, catalogue))
      tell(offsetOfWord(at, word), `exception from ${rule.id}: ${text}`)
}

function parseFile(
  { file, text }: RuleFile,
  catalogue: readonly Measurement[],
  faults: ConfigFault[],
  read: Read,
): void {
  const lines = new LineCounter()
  const fault = (offset: number, sentence: string): void => {
    faults.push({ file, line: lines.linePos(offset).line, text: sentence })
  }
  if (text.length > bytesMax) {
    faults.push({ file, line: 0, text: 'the file is larger than 1 MB' })
    return
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  for (const error of document.errors) {
    fault(error.pos[0], `This is not valid YAML: ${error.message}`)
  }
  if (document.errors.length > 0 || document.contents === null) return
  const list = document.contents
  if (!isSeq(list) || list.items.length > rulesMax) {
    fault(0, `a rule file is a list of at most ${rulesMax} rules`)
    return
  }
  const seen = new Set<string>()
  for (const item of list.items) {
    if (!isMap(item)) {
      fault(0, 'each rule is a group of "key: value" lines')
      continue
    }
    if (item.has('override')) {
      const override = parseOverride(item, file, fault)
      if (override) read.overrides.push({ override, item, tell: fault })
      continue
    }
    const rule = parseRule(item, catalogue, fault)
    if (!rule) continue
    if (seen.has(rule.id)) fault(startOf(item), `the id "${rule.id}" is used twice`)
    seen.add(rule.id)
    read.rules.set(rule.id, { rule, file })
  }
}

function parseOverride(item: YAMLMap, file: string, tell: Tell): WrittenOverride | undefined {
  const result = overrideSchema.safeParse(item.toJSON())
  if (result.success) return overrideOf(result.data, file)
  for (const issue of result.error.issues) {
    const steps = issue.path.map(String)
    const known = steps[0] === 'where' ? whereKeys : overrideKeys
    const wrong = issue.code === 'unrecognized_keys' ? issue.keys : []
    for (const key of wrong) {
      const near = nearest(key, known)
      const hint = near ? `did you mean "${near}"?` : `known here: ${known.join(', ')}`
      tell(offsetOfPath(item, [...issue.path, key]), `exception: "${key}" is unknown; ${hint}`)
    }
    if (wrong.length === 0)
      tell(offsetOfPath(item, issue.path), `exception: ${steps.join('.')}: ${issue.message}`)
  }
  return undefined
}

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
  const result = parseWritten(kind, item.toJSON() as WrittenRule)
  if ('issues' in result) {
    for (const issue of result.issues) tellIssue(item, kind, issue, fault)
    return undefined
  }
  const { rule } = result
  const wrong = wordFaults(rule, catalogue)
  for (const { word, text } of wrong) fault(offsetOfWord(item, word), `rule ${rule.id}: ${text}`)
  return wrong.length > 0 ? undefined : rule
}
