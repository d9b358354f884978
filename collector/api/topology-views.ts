/** What the pages about ways through the network show. Types only; see pages.ts. */
import type { Confidence, Evidence, ProposalNote } from '../../config/topology-evidence.ts'
import type { ParentLink } from '../../lib/parent-graph.ts'
import type { ParentSource } from '../state/incident-tables.ts'

export interface ParentProposal extends ParentLink {
  readonly source: Exclude<ParentSource, 'declared'>
  /** Port of the parent; null: not known. */
  readonly port: string | null
  readonly confidence: Confidence
  readonly evidence: readonly Evidence[]
  readonly notes: readonly ProposalNote[]
  /** Accepted parents whose place it takes, and those beside which it stands as a redundant way. */
  readonly replaces: readonly string[]
  readonly beside: readonly string[]
  /** When it was last seen so. */
  readonly atMs: number
}
export interface Topology {
  readonly proposals: readonly ParentProposal[]
  /** Links that were seen and would close a ring with what is accepted. */
  readonly rings: readonly ParentLink[]
  /** Accepted links that what is seen now bears out: `child parent`, with the port. */
  readonly confirmed: ReadonlyMap<string, string | null>
}
