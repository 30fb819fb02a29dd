import { make, modeOf, settle } from '../src/pipeline.ts'
import { showRun } from '../src/report/index.ts'
import { earlierAnswers, refuseFresh } from '../src/rerun/earlier.ts'
import { quiet } from '../src/rerun/quiet.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import { worldOf } from '../src/world.ts'

/** Brings the files to today's templates and answers; asks about conflicts alone. */
export function update(run: Run): Generator<Run> {
  return {
    description: 'New templates or changed answers, merged with what you changed',
    prompts: () => Promise.resolve(run),
    actions: () => [
      async () => {
        const world = quiet(await worldOf(run))
        refuseFresh(world.project, 'create-dockerize')
        const settled = await settle(await earlierAnswers(world.project), world)
        const made = await make(settled, modeOf(run.options), world)
        return showRun(made, world.project, run)
      },
    ],
  }
}
