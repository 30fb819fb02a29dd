import { UserError } from '../src/errors.ts'
import { make, modeOf, settle, type World } from '../src/pipeline.ts'
import { showRun } from '../src/report/index.ts'
import { earlierAnswers, refuseFresh } from '../src/rerun/earlier.ts'
import { foreignCompose } from '../src/rerun/foreign.ts'
import { readWords, type Words } from '../src/rerun/words.ts'
import { quiet } from '../src/rerun/quiet.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import { worldOf } from '../src/world.ts'

interface Adding {
  words: Words
  world: World
}

/** Adds services or parts to a project that is set up, or services to a compose file of the person's own. */
export function add(run: Run): Generator<Adding> {
  return {
    description: 'Backing services, or a part of the project, beside what is there',
    async prompts() {
      const world = quiet(await worldOf(run))
      const names = Object.keys((await earlierAnswers(world.project)).units)
      return { world, words: readWords(run.words, run.root, names) }
    },
    actions: ({ words, world }) => [() => added(words, world, run)],
  }
}

async function added(words: Words, world: World, run: Run): Promise<string> {
  const { project } = world
  const foreign = foreignCompose(project)
  if (foreign !== null && words.services.length > 0) {
    const { addToForeign } = await import('../src/rerun/splice.ts')
    return addToForeign(foreign, words, world, run)
  }
  refuseFresh(project, `create-dockerize${words.services.length > 0 ? ` --with ${words.services.join(',')}` : ''}`)
  const { addition } = await import('../src/rerun/addition.ts')
  const { given, toDo } = await addition(words, await earlierAnswers(project), project)
  const settled = await settle(given, world)
  for (const unit of words.units) {
    if (settled.facts.units.some((one) => [one.name, one.role, one.stack, one.dir].includes(unit))) continue
    throw new UserError(`nothing to run is seen for ${unit}. Nothing was written.`, {
      todo: [`there are: ${settled.facts.units.map((one) => one.name).join(', ')}`, 'create-dockerize detect   shows what is seen, and where'],
    })
  }
  return showRun(await make({ ...settled, toDo: [...toDo, ...settled.toDo], extendsEnv: true }, modeOf(run.options), world), project, run)
}
