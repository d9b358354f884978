/** Whether a rule's words exist in the catalogue, and what was probably meant. */
import { foreignPrefix } from '../contract/catalogue/foreign.ts'
import type { Field, Measurement } from '../contract/catalogue/grammar.ts'
import { nearest } from '../lib/nearest.ts'
import type { Condition, Rule } from './rule.ts'

export interface WordFault {
  /** The wrong word as it stands in the file. */
  readonly word: string
  readonly text: string
}

/** Faults of a rule against the catalogue; foreign measurements are learnt, so not checked. */
export function wordFaults(rule: Rule, catalogue: readonly Measurement[]): readonly WordFault[] {
  const { measurement } = rule.select
  if (measurement === undefined) {
    return rule.kind === 'silence' && rule.of !== 'source'
      ? []
      : [{ word: 'select', text: 'select.measurement is missing' }]
  }
  if (measurement.startsWith(foreignPrefix)) return []
  const declared = catalogue.find((one) => one.name === measurement)
  if (!declared) {
    const names = catalogue.map((one) => one.name)
    return [unknown('measurement', measurement, names)]
  }
  const tags = [...Object.keys(rule.select.tags), ...rule.object].flatMap((tag) =>
    tag in declared.tags ? [] : [unknown('tag', tag, Object.keys(declared.tags), measurement)],
  )
  return [...tags, ...fieldFaults(rule, declared)]
}

/** Fields that a rule reads; for events and changes also the field itself. */
export function ruleFields(rule: Rule): readonly string[] {
  const own = 'field' in rule ? [rule.field] : rule.kind === 'increase' ? rule.fields : []
  const proof = rule.kind === 'schedule' && 'field' in rule.proof ? [rule.proof.field] : []
  return [...new Set([...own, ...proof, ...ruleConditions(rule).map((one) => one.field)])]
}

function ruleConditions(rule: Rule): readonly Condition[] {
  switch (rule.kind) {
    case 'threshold':
    case 'state':
      return rule.levels.flatMap((level) => [...level.when, ...level.clear])
    case 'forecast':
      return rule.levels.flatMap((level) => level.when)
    case 'event':
      return rule.when
    case 'change':
      return [...rule.from, ...rule.to]
    case 'schedule':
      return 'when' in rule.proof ? rule.proof.when : []
    default:
      return []
  }
}

function fieldFaults(rule: Rule, declared: Measurement): readonly WordFault[] {
  const faults: WordFault[] = []
  for (const field of ruleFields(rule)) {
    if (!(field in declared.fields)) {
      faults.push(unknown('field', field, Object.keys(declared.fields), declared.name))
    }
  }
  for (const condition of ruleConditions(rule)) {
    const field = declared.fields[condition.field]
    if (field) faults.push(...valueFaults(condition, field))
  }
  const own = rule.kind === 'event' ? declared.fields[rule.field] : undefined
  if (own && own.kind !== 'event') {
    faults.push({ word: 'field', text: 'an event rule needs a field of kind event' })
  }
  for (const name of numbersOf(rule)) {
    const field = declared.fields[name]
    if (field && field.kind !== 'float' && field.kind !== 'integer') {
      faults.push({ word: name, text: `"${name}" is no number; this kind of rule reckons with it` })
    }
  }
  return faults
}

/** Fields that the rule reckons with, beside its conditions. */
function numbersOf(rule: Rule): readonly string[] {
  if (rule.kind === 'increase') return rule.fields
  return rule.kind === 'forecast' || rule.kind === 'age' ? [rule.field] : []
}

function valueFaults({ field: name, comparison, value }: Condition, field: Field): WordFault[] {
  const numeric = field.kind === 'float' || field.kind === 'integer'
  if (typeof value === 'number') {
    const text = `"${name}" is no number; compare it with is or isNot`
    return numeric ? [] : [{ word: comparison, text }]
  }
  const words = wordsOf(field)
  if (!words) return []
  return value
    .filter((word) => !words.includes(word))
    .map((word) => unknown(`value of ${name}`, word, words))
}

/** The closed set of words that a field can have; undefined: open. */
function wordsOf(field: Field): readonly string[] | undefined {
  if (field.kind === 'state') return Object.keys(field.states)
  return field.kind === 'boolean' ? ['true', 'false'] : undefined
}

function unknown(
  what: string,
  word: string,
  known: readonly string[],
  measurement?: string,
): WordFault {
  const near = nearest(word, known)
  const place = measurement === undefined ? '' : ` of "${measurement}"`
  const hint = near === undefined ? `known: ${known.join(', ')}` : `did you mean "${near}"?`
  return { word, text: `"${word}" is no ${what}${place}; ${hint}` }
}
