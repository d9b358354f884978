/** What the pages about ways through the network show. Types only; see pages.ts. */
import type { Confidence, Evidence, ProposalNote } from '../../config/topology-evidence.ts'
import type { ParentLink } from '../../lib/parent-graph.ts'
import type { FormState } from './form-views.ts'
import type { Presence, Role } from '../model/hosts.ts'
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

interface PairNames {
  readonly child: string
  readonly parent: string
}
export interface ProposalRow extends ParentProposal, PairNames {
  /** Names of `replaces`. */
  readonly replaced: readonly string[]
}
export interface ParentRow extends ParentLink, PairNames {
  readonly how: ParentSource
  readonly port: string | null
  readonly by: string | null
  readonly sinceMs: number
  /** What the switches tell now bears it out. */
  readonly seen: boolean
}
/** The page of what hangs on what; long lists are cut. */
export interface ParentsView {
  readonly proposals: readonly ProposalRow[]
  readonly proposalCount: number
  readonly sureCount: number
  readonly links: readonly ParentRow[]
  readonly linkCount: number
  readonly rings: readonly PairNames[]
  /** Names of hosts, for those that say it by hand. */
  readonly names: readonly string[]
  /** By id, for the words of evidence. */
  readonly nameOf: (hostId: string) => string
  /** Pairs that were left out because of a ring, or a fault of a list. */
  readonly fault: string | null
  readonly form: FormState | null
}

export interface MapNode {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly presence: Presence
  readonly alerts: number
  readonly port: string | null
  /** Further parents: any one of them is enough. */
  readonly others: readonly { readonly id: string; readonly name: string }[]
  readonly children: readonly MapNode[]
  /** Hosts behind it that are not drawn one by one; null: all are. */
  readonly folded: MapFold | null
}
export interface MapFold {
  readonly count: number
  readonly states: readonly { readonly presence: Presence; readonly count: number }[]
}
export interface SiteMap {
  readonly siteId: string
  readonly siteName: string
  readonly line: { readonly state: 'up' | 'down' | 'unknown'; readonly provider: string } | null
  readonly tops: readonly MapNode[]
  /** Computers of which it is not said on what they hang. */
  readonly unplaced: MapFold | null
}
export interface MapSite {
  readonly siteId: string
  readonly siteName: string
  readonly count: number
  readonly missing: number
  readonly placed: number
  readonly line: SiteMap['line']
}
export interface MapView {
  readonly sites: readonly MapSite[]
  /** Null: all sites, or none is there. */
  readonly site: SiteMap | null
  /** Device whose hosts are drawn one by one. */
  readonly open: string | null
  readonly proposalCount: number
}

/** Each gives a whole HTML document, but for the file. */
export interface TopologyPages<Frame> {
  parents(frame: Frame, view: ParentsView): string
  parentsCsv(frame: Frame, rows: readonly ParentRow[]): string
  map(frame: Frame, view: MapView): string
}
