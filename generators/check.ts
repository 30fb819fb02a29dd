import { make, settle } from '../src/pipeline.ts'
import { showCheck } from '../src/report/check.ts'
import { earlierAnswers, refuseFresh } from '../src/rerun/earlier.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import { quietWorldOf } from '../src/world.ts'

/** Whether the files match the answers and today's templates, and are valid. Writes only with `--fix`. */
export function check(run: Run): Generator<Run> {
  return {
    description: 'Whether the files match the answers, for CI',
    prompts: () => Promise.resolve(run),
    actions: () => [
      async () => {
        const world = await quietWorldOf(run)
        refuseFresh(world.project, 'create-dockerize')
        const { fix, validate, onConflict } = run.options
        const settled = await settle(await earlierAnswers(world.project), world)
        const made = await make(settled, { write: fix, checks: validate ? 'all' : 'none', onConflict }, world)
        return showCheck(made, world.project, run)
      },
    ],
  }
}
