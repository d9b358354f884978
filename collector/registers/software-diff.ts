/** What two lists of a host's programs differ in. */
import type { InstalledProgram, SoftwareChange, SoftwareList } from '../state/software.ts'

/** By name. Several versions of one name, side by side, are compared as one set. */
export function compareSoftware(
  before: SoftwareList,
  next: SoftwareList,
): readonly SoftwareChange[] {
  const isComparable = comparable(before, next)
  const old = versionsByName(before.items.filter(isComparable))
  const now = versionsByName(next.items.filter(isComparable))
  const names = [...new Set([...old.keys(), ...now.keys()])].toSorted()
  return names.flatMap((name): readonly SoftwareChange[] => {
    const from = old.get(name)
    const to = now.get(name)
    if (from === to) return []
    const kind = from === undefined ? 'installed' : to === undefined ? 'removed' : 'updated'
    return [{ kind, name, before: from ?? '', after: to ?? '' }]
  })
}

/** Behind the end of a list that was cut, nothing is known. */
function comparable(...lists: readonly SoftwareList[]): (one: InstalledProgram) => boolean {
  const ends = lists.flatMap(({ items, leftOut }) =>
    leftOut > 0 ? [items.at(-1)?.name ?? ''] : [],
  )
  return ({ name }) => ends.every((end) => name < end)
}

function versionsByName(items: readonly InstalledProgram[]): ReadonlyMap<string, string> {
  const groups = Map.groupBy(items, ({ name }) => name)
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      [...new Set(group.map(({ version }) => version))].toSorted().join(', '),
    ]),
  )
}
