/** Output of iptables-save and ip6tables-save: does the table "filter" refuse the rest on INPUT? */
const linesMax = 50_000
/** More chains than this on one way are not followed; deep calls would fill the stack. */
const chainsMax = 1000
type Outcome = 'refused' | 'accepted' | 'returned'

/** Undefined when there is no table "filter" in it. */
export function decodeIptablesSave(output: string): boolean | undefined {
  const chains = filterChains(output)
  const input = chains.get('INPUT')
  if (!input) return undefined
  const outcome = walk('INPUT', chains, new Map())
  return outcome === 'refused' || (outcome === 'returned' && input.policy === 'DROP')
}

interface Chain {
  readonly policy: string
  /** Targets of rules without a condition, in their order. */
  readonly targets: { readonly jump: boolean; readonly target: string }[]
}

function filterChains(output: string): ReadonlyMap<string, Chain> {
  const chains = new Map<string, Chain>()
  let inFilter = false
  for (const line of output.split('\n', linesMax)) {
    if (line.startsWith('*')) inFilter = line.trim() === '*filter'
    if (!inFilter) continue
    const [, name, policy] = /^:(\S{1,64}) (\S{1,16})/.exec(line) ?? []
    if (name !== undefined && policy !== undefined) chains.set(name, { policy, targets: [] })
    const rule = unconditional(line)
    if (rule) chains.get(rule.chain)?.targets.push(rule)
  }
  return chains
}

/**
 * "-A INPUT -j DROP", "-A INPUT -g public", with a comment or options of the target at most; "! -i lo"
 * is true of whatever comes in from another computer.
 */
function unconditional(line: string) {
  const written = line
    .replace(/ -m comment --comment (?:"(?:[^"\\]|\\.)*"|\S+)/, '')
    .replace(' ! -i lo ', ' ')
  const [, chain, how, target] =
    /^-A (\S{1,64}) -([jg]) (\S{1,64})(?: --reject-with \S+)?\s*$/.exec(written) ?? []
  return chain !== undefined && target !== undefined
    ? { chain, jump: how === 'j', target }
    : undefined
}

/** Each chain is walked once; one that is met again on the way (a loop) leads nowhere. */
function walk(
  name: string,
  chains: ReadonlyMap<string, Chain>,
  walked: Map<string, Outcome>,
): Outcome {
  const known = walked.get(name)
  if (known !== undefined || walked.size >= chainsMax) return known ?? 'returned'
  walked.set(name, 'returned')
  const outcome = walkRules(chains.get(name)?.targets ?? [], chains, walked)
  walked.set(name, outcome)
  return outcome
}

function walkRules(
  targets: Chain['targets'],
  chains: ReadonlyMap<string, Chain>,
  walked: Map<string, Outcome>,
): Outcome {
  for (const { jump, target } of targets) {
    if (target === 'DROP' || target === 'REJECT' || target === 'TARPIT') return 'refused'
    if (target === 'ACCEPT') return 'accepted'
    if (target === 'RETURN') return 'returned'
    const outcome = walk(target, chains, walked)
    if (outcome !== 'returned' || !jump) return outcome
  }
  return 'returned'
}
