import { make, modeOf, settle } from '../src/pipeline.ts'
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
  const [{ removal }, { stayed }] = await Promise.all([import('../src/rerun/removal.ts'), import('../src/rerun/stayed.ts')])
  const { given, toDo } = removal(words, earlier, names)
  const settled = await settle(given, world)
  const made = await make(settled, modeOf(run.options), world)
  const here = await stayed(words.services, made, world.project)
  const gone = toDo.filter((step) => !here.has(step.kind))
  return showRun({ ...made, toDo: [...here.values(), ...gone, ...made.toDo] }, world.project, run)
}
