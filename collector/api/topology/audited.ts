import type { ParentLink } from '../../../lib/parent-graph.ts'

const namedMax = 20

/** Of an entry of the audit log: the first links by name, and how many there were. */
export function auditedParents(
  links: readonly ParentLink[],
  nameOf: (hostId: string) => string,
): { readonly subject: string; readonly details: string } {
  const named = links
    .slice(0, namedMax)
    .map((link) => `${nameOf(link.childId)} → ${nameOf(link.parentId)}`)
  return {
    subject: named.join(', ').slice(0, 1000),
    details: JSON.stringify({ count: links.length }),
  }
}
