import type { Need, Package } from './workspace.ts'

/**
 * A way from a package through what it installs back to where it has been; null where there is none. What only development installs does
 * not count: a package and its test tools may need each other.
 * @returns the packages on the way, the first of them again last.
 */
export function cycleFrom(start: Package, members: readonly Package[]): readonly Package[] | null {
  const done = new Set<Package>()
  const way: Package[] = []
  const visit = (at: Package): readonly Package[] | null => {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at]
    if (done.has(at)) return null
    way.push(at)
    for (const next of neededBy(at, members)) {
      const found = visit(next)
      if (found) return found
    }
    way.pop()
    done.add(at)
    return null
  }
  return visit(start)
}

/** Where the package says that it needs the other one. */
export function needOf(from: Package, to: Package): Need | undefined {
  return from.needs.find((one) => one.dir === to.dir && one.group === 'main')
}

function neededBy(from: Package, members: readonly Package[]): Package[] {
  // An extra of its own is no other package.
  return members.filter((one) => one !== from && needOf(from, one) !== undefined)
}
