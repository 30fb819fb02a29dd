import type { Project } from '../detect/project.ts'
import type { View } from '../review/contract.ts'
import { findingsOf, type Finding } from '../review/index.ts'
import { readProject } from '../review/model/project.ts'
import { rules } from '../review/rules/index.ts'

/** Speaks of a manifest, which no change touches: where it is copied by name it is seen sooner. */
const ofManifests = 'df/requirements-open'

/**
 * Whether changes did what they were meant to: what they mend is found less often than before, nothing is found that was not there,
 * and every file can still be read.
 * @param mended the findings that the changes are for.
 */
export async function isSound(before: readonly View[], after: Project, mended: readonly Finding[]): Promise<boolean> {
  const { views } = await readProject(after)
  const faults = (all: readonly View[]): number => all.reduce((sum, view) => sum + view.faults.length, 0)
  if (faults(views) > faults(before)) return false
  const [was, is] = [counted(before, mended), counted(views, mended)]
  if ([...is].some(([key, count]) => count > (was.get(key) ?? 0) && !key.startsWith(`${ofManifests} `))) return false
  return mended.every((one) => (is.get(keyOf(one)) ?? 0) < (was.get(keyOf(one)) ?? 0))
}

function counted(views: readonly View[], mended: readonly Finding[]): ReadonlyMap<string, number> {
  const own = mended.map((one) => one.rule).filter((rule) => !rules.includes(rule) || rule.strict)
  const counts = new Map<string, number>()
  for (const one of findingsOf(views, [...rules.filter((rule) => !rule.strict), ...new Set(own)])) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  return counts
}

function keyOf({ rule, file }: Finding): string {
  return `${rule.id} ${file}`
}
