import { mergeGiven } from '../src/ask/given.ts'
import { make, modeOf, settle, type Settled, type World } from '../src/pipeline.ts'
import { showRun } from '../src/report/index.ts'
import { earlierAnswers } from '../src/rerun/earlier.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import { answersPath } from '../src/state/answers-file.ts'
import { worldOf } from '../src/world.ts'

/** Sets a project up: looks, asks, writes, checks, reports. */
export function dockerize(run: Run): Generator<Decided> {
  return {
    description: 'Dockerfile, compose files, Makefile and dev container for this project',
    prompts: () => decided(run),
    actions: ({ settled, world }) => [
      async () => {
        const made = await make(settled, modeOf(run.options), world)
        if (made.goes === undefined) return showRun(made, world.project, run)
        const { afterRemoval } = await import('../src/rerun/stayed.ts')
        return showRun(await afterRemoval(made, world.project), world.project, run)
      },
    ],
  }
}

export interface Decided {
  settled: Settled
  world: World
}

async function decided(run: Run): Promise<Decided> {
  const world = await worldOf(run)
  const given = mergeGiven(await earlierAnswers(world.project), run.given)
  if (!run.options.prompt || !world.project.has(answersPath)) return { settled: await settle(given, world), world }
  const { settleAgain } = await import('../src/rerun/again.ts')
  return { settled: await settleAgain(given, world), world }
}
