import { targets, type Target } from '../ask/answers.ts'
import type { BuildPlan } from './build-plan.ts'

/**
 * Stages of an image that can be built by name: `runtime`, which everything else is made from, and those that were asked for; one for tests only
 * where there are tests. @param build null: an image of somebody else's with what the project adds, which has no stages to choose from.
 */
export function stagesOf(asked: readonly Target[], build: Pick<BuildPlan, 'testCommand'> | null): Target[] {
  const wanted = (target: Target) => asked.includes(target) && (target !== 'testing' || build?.testCommand.length !== 0)
  return build ? targets.filter((target) => target === 'runtime' || wanted(target)) : ['runtime']
}
