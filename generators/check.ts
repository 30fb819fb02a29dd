import { make, modeOf, settle, type Made } from '../src/pipeline.ts'
import { showCheck } from '../src/report/check.ts'
import { earlierAnswers, refuseFresh } from '../src/rerun/earlier.ts'
import { quiet } from '../src/rerun/quiet.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import { worldOf } from '../src/world.ts'

/** Whether the files match the answers and today's templates, are valid and have nothing critical in them. Writes only with `--fix`. */
export function check(run: Run): Generator<Run> {
  return {
    description: 'Whether the files match the answers, for CI',
    prompts: () => Promise.resolve(run),
    actions: () => [
      async () => {
        const world = quiet(await worldOf(run))
        refuseFresh(world.project, 'create-dockerize')
        const settled = await settle(await earlierAnswers(world.project), world)
        const made = await make(settled, { ...modeOf(run.options), write: run.options.fix }, world)
        const { criticalIn } = await import('../src/rerun/critical.ts')
        const found = run.options.fix ? made : await withGoneSources(made, run.root)
        const reviewed = { ...found, validation: [...found.validation, ...(await criticalIn(made, world.project.root))] }
        return showCheck(reviewed, world.project, run)
      },
    ],
  }
}

/** The files that lie there are what is built, whatever would be written today. */
async function withGoneSources(made: Made, root: string): Promise<Made> {
  const { goneSources } = await import('../src/validate/index.ts')
  const gone = await goneSources({ root, plan: made.plan, facts: made.facts })
  if (gone.length === 0) return made
  return { ...made, validation: [...gone, ...made.validation.filter((one) => one.check !== 'copy sources')] }
}
