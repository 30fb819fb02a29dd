import Range from 'semver/classes/range.js'
import type { Dependency } from '../facts.ts'
import type { PackageJson } from './package-json.ts'
import type { Member, Workspace } from './workspace.ts'

/**
 * The members that a package is installed and built with, with those that they need in turn: what others are built from comes first.
 * A circle is left where it closes. @param only whose dependencies count: production's, or everybody's.
 */
export function closureOf(manifest: PackageJson, workspace: Workspace, only: 'main' | 'all'): Member[] {
  const found: Member[] = []
  const seen = new Set<PackageJson>([manifest])
  const visit = (one: PackageJson): void => {
    for (const member of neededBy(one, workspace, only)) {
      if (seen.has(member.manifest)) continue
      seen.add(member.manifest)
      visit(member.manifest)
      found.push(member)
    }
  }
  visit(manifest)
  return found
}

/** The members that a package names itself. */
export function neededBy(manifest: PackageJson, workspace: Workspace, only: 'main' | 'all'): Member[] {
  const wanted = manifest.dependencies.filter((one) => only === 'all' || one.group === 'main')
  return workspace.members.filter((member) => wanted.some((one) => means(one, member)))
}

/** By its name, where what is asked for is the member and not a release of it that is published. */
function means({ name, spec }: Dependency, { manifest }: Member): boolean {
  if (name !== manifest.name) return false
  if (/^(workspace|file|link|portal):/.test(spec)) return true
  if (manifest.version === null) return true
  try {
    return new Range(spec).test(manifest.version)
  } catch {
    return false
  }
}
