import { posix } from 'node:path'
import type { UnitFacts } from '../detect/facts.ts'

/** Where the builder and development have what a unit takes of the repository, each thing where it lies there. */
const mirror = '/workspace'

/** A path of the workspace in that. */
export function mirrored({ workspace }: Pick<UnitFacts, 'workspace'>, path: string): string {
  return posix.join(mirror, workspace?.root ?? '.', path)
}

/** Folders beside the unit's own that it is imported from. @param all those too that only tests and development need. */
export function packageRoots(facts: Pick<UnitFacts, 'workspace' | 'python'>, all = false): string[] {
  const packages = (facts.python?.surroundings?.packages ?? []).filter((one) => all || !one.development)
  return packages.flatMap((one) => (one.importRoot === null ? [] : [mirrored(facts, one.importRoot)]))
}
