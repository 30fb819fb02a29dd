import type { GoalName } from '../../src/refine/contract.ts'
import { aroundOf } from '../../src/refine/around.ts'
import { goalOf } from '../../src/refine/goals/index.ts'
import { planFor, type Plan } from '../../src/refine/plan.ts'
import { projectOf } from '../review/project-of.ts'

type Files = Readonly<Record<string, string>>

/** What a goal makes of files that lie nowhere. */
export function planned(files: Files, goal: GoalName, ...accepted: readonly string[]): Promise<Plan> {
  return planFor(projectOf(files), {
    goal: goalOf(goal),
    accepted: new Set(accepted),
    looksAt: () => true,
    canWrite: () => true,
    isWanted: () => true,
    around: aroundOf,
  })
}

/** The files afterwards. */
export async function after(files: Files, goal: GoalName, ...accepted: readonly string[]): Promise<Record<string, string>> {
  return { ...files, ...Object.fromEntries((await planned(files, goal, ...accepted)).texts) }
}

/** The steps as `rule state` lines, in order. */
export async function steps(files: Files, goal: GoalName, ...accepted: readonly string[]): Promise<string[]> {
  return (await planned(files, goal, ...accepted)).steps.map((step) => `${step.file}:${step.line} ${step.rule} ${step.state}`)
}
