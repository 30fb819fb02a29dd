import { make, modeOf } from '../src/pipeline.ts'
import { showRun } from '../src/report/index.ts'
import { earlierAnswers, refuseFresh } from '../src/rerun/earlier.ts'
import { foreignCompose } from '../src/rerun/foreign.ts'
import { readWords } from '../src/rerun/words.ts'
import { quiet } from '../src/rerun/quiet.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import { worldOf } from '../src/world.ts'

/** Takes services or parts out again. Nothing of the engine's is touched: volumes with data stay, and are named. */
export function remove(run: Run): Generator<Run> {
  return {
    description: 'Take services, or a part of the project, out again',
    prompts: () => Promise.resolve(run),
    actions: () => [() => removed(run)],
  }
}

async function removed(run: Run): Promise<string> {
  const world = quiet(await worldOf(run))
  const earlier = await earlierAnswers(world.project)
  const names = Object.keys(earlier.units)
  const words = readWords(run.words, run.root, names)
  const foreign = foreignCompose(world.project)
  if (foreign !== null && words.services.length > 0) {
    const { removeFromForeign } = await import('../src/rerun/splice.ts')
    return removeFromForeign(foreign, words, world, run)
  }
  refuseFresh(world.project, 'create-dockerize')
  const [{ settleWithout }, { afterRemoval }] = await Promise.all([import('../src/rerun/removal.ts'), import('../src/rerun/stayed.ts')])
  const made = await make(await settleWithout(words, earlier, names, world), modeOf(run.options), world)
  return showRun(await afterRemoval(made, world.project), world.project, run)
}
