/** `nft -j list ruleset` (libnftables-json): does anything refuse what nobody allowed to come in? */
import { fieldsOf, listOf, textOf, type Fields } from '../../parts/narrow.ts'

export interface InputProtection {
  readonly ipv4: boolean
  readonly ipv6: boolean
}
interface Chain {
  readonly name: string
  readonly isInput: boolean
  readonly refusesByPolicy: boolean
  readonly rules: Fields[][]
}
type Outcome = 'refused' | 'accepted' | 'returned'

const objectsMax = 200_000
/** More chains than this on one way are not followed; deep calls would fill the stack. */
const chainsMax = 1000
/** Statements that neither decide nor narrow a rule down; every other word is a condition. */
const harmless = new Set(['counter', 'log', 'comment', 'mangle', 'notrack', 'meter', 'last'])

/** Undefined when it is no ruleset. */
export function decodeRuleset(ruleset: unknown): InputProtection | undefined {
  const objects = fieldsOf(ruleset)['nftables']
  if (!Array.isArray(objects)) return undefined
  const tables = collect(listOf(objects, objectsMax).map((object) => fieldsOf(object)))
  const families = new Set<string>()
  for (const { family, chains } of tables) {
    const refuses = [...chains.values()].some(
      (chain) => chain.isInput && refusesTheRest(chain, chains),
    )
    if (refuses) families.add(family)
  }
  const both = families.has('inet')
  return { ipv4: both || families.has('ip'), ipv6: both || families.has('ip6') }
}

interface Table {
  readonly family: string
  readonly chains: Map<string, Chain>
}

function collect(objects: readonly Fields[]): readonly Table[] {
  const tables = new Map<string, Table>()
  const asleep = new Set<string>()
  for (const object of objects) {
    const table = fieldsOf(object['table'])
    if (isAsleep(table)) asleep.add(tableKey(table, 'name'))
    const chain = fieldsOf(object['chain'])
    const chainName = textOf(chain['name'])
    if (chainName !== undefined) tableOf(tables, chain).chains.set(chainName, newChain(chain))
    const rule = fieldsOf(object['rule'])
    const statements = listOf(rule['expr'], 256).map((one) => fieldsOf(one))
    const parent = textOf(rule['chain'])
    if (parent !== undefined) tableOf(tables, rule).chains.get(parent)?.rules.push(statements)
  }
  for (const key of asleep) tables.delete(key)
  return [...tables.values()]
}

/** nft 1.0.6 (Debian 12) writes the table's own name where the flag should stand. */
function isAsleep(table: Fields): boolean {
  const flags = listOf(table['flags'], 8)
  return flags.includes('dormant') || (table['name'] !== undefined && flags.includes(table['name']))
}

function newChain(chain: Fields): Chain {
  return {
    name: textOf(chain['name']) ?? '',
    isInput: chain['hook'] === 'input' && chain['type'] === 'filter',
    refusesByPolicy: chain['policy'] === 'drop',
    rules: [],
  }
}

const tableKey = (object: Fields, name: string): string =>
  `${textOf(object['family']) ?? ''} ${textOf(object[name]) ?? ''}`

function tableOf(tables: Map<string, Table>, object: Fields): Table {
  const key = tableKey(object, 'table')
  const known = tables.get(key)
  if (known) return known
  const made = { family: textOf(object['family']) ?? '', chains: new Map<string, Chain>() }
  tables.set(key, made)
  return made
}

function refusesTheRest(chain: Chain, chains: ReadonlyMap<string, Chain>): boolean {
  const outcome = walk(chain, chains, new Map())
  return outcome === 'refused' || (outcome === 'returned' && chain.refusesByPolicy)
}

/**
 * The way of a packet that meets no condition of any rule. Each chain is walked once, however many
 * rules lead to it; the kernel refuses loops of chains, so one that is met again leads nowhere.
 */
function walk(
  chain: Chain,
  chains: ReadonlyMap<string, Chain>,
  walked: Map<Chain, Outcome>,
): Outcome {
  const known = walked.get(chain)
  if (known !== undefined) return known
  walked.set(chain, 'returned')
  const outcome = walkRules(chain, chains, walked)
  walked.set(chain, outcome)
  return outcome
}

function walkRules(
  chain: Chain,
  chains: ReadonlyMap<string, Chain>,
  walked: Map<Chain, Outcome>,
): Outcome {
  for (const statements of chain.rules) {
    const decision = decisionOf(statements)
    if (decision === undefined) continue
    if (typeof decision === 'string') return decision
    const target = walked.size < chainsMax ? chains.get(decision.to) : undefined
    const outcome = target ? walk(target, chains, walked) : 'returned'
    if (outcome !== 'returned' || decision.kind === 'goto') return outcome
  }
  return 'returned'
}

type Decision = Outcome | { readonly kind: 'jump' | 'goto'; readonly to: string } | undefined

/** What the rule does to every packet; undefined: it has a condition, or decides nothing. */
function decisionOf(statements: readonly Fields[]): Decision {
  for (const statement of statements) {
    const word = Object.keys(statement)[0] ?? ''
    if (harmless.has(word) || fromOutside(statement)) continue
    if (word === 'drop' || word === 'reject') return 'refused'
    if (word === 'accept') return 'accepted'
    if (word === 'return') return 'returned'
    if (word === 'jump' || word === 'goto') {
      return { kind: word, to: textOf(fieldsOf(statement[word])['target']) ?? '' }
    }
    if (word === 'xt') return targetOf(fieldsOf(statement['xt']))
    return undefined
  }
  return undefined
}

/** `iifname != "lo"`: true of whatever comes in from another computer. */
function fromOutside(statement: Fields): boolean {
  const { op, left, right } = fieldsOf(statement['match'])
  const key = fieldsOf(fieldsOf(left)['meta'])['key']
  return op === '!=' && right === 'lo' && (key === 'iifname' || key === 'iif')
}

/** A target of iptables that nft cannot translate; where it is a match, it is a condition. */
function targetOf(extension: Fields): Decision {
  if (extension['type'] !== 'target') return undefined
  const name = textOf(extension['name'])
  return name === 'DROP' || name === 'REJECT' || name === 'TARPIT' ? 'refused' : undefined
}
