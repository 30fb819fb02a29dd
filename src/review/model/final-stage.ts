import type { Build } from '../contract.ts'
import type { Dockerfile, Stage } from './dockerfile.ts'

const forPeople = /dev|test|debug|lint|local|ci$/i
const forUse = /^(runtime|production|prod|final|release|runner|app|serve)/i

/**
 * The stage that production runs: docker builds the last one, unless the file ends in stages for development and tests. Where compose builds
 * one alone, it is that.
 */
export function finalStage({ stages }: Dockerfile, builds: readonly Build[]): Stage | null {
  const last = stages.at(-1) ?? null
  const named = (name: string): Stage | null => stages.find((one) => one.name?.text.toLowerCase() === name.toLowerCase()) ?? null
  const targets = [...new Set(builds.flatMap((one) => one.target ?? []))].filter((one) => !forPeople.test(one))
  if (targets.length === 1) return named(targets[0]!) ?? last
  if (!last?.name || !forPeople.test(last.name.text)) return last
  return stages.findLast((one) => one.name && forUse.test(one.name.text)) ?? last
}
