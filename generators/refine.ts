import type { GoalName } from '../src/refine/contract.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'

/** Changes Docker files that are there for a goal. Writes only with `--write`, and nothing that a person has to decide without their yes. */
export function refine(run: Run): Generator<GoalName> {
  return {
    description: 'Change the Docker files that are there: smaller, faster, security, ci, production',
    prompts: async () => (await import('../src/refine/index.ts')).goalFor(run),
    actions: (goal) => [async () => (await import('../src/refine/index.ts')).refined(goal, run)],
  }
}
