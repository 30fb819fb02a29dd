import { mergeGiven } from '../src/ask/given.ts'
import { make, settle, type Settled, type World } from '../src/pipeline.ts'
import { showRun } from '../src/report/index.ts'
import { earlierAnswers } from '../src/rerun/earlier.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import { worldOf } from '../src/world.ts'

/** Sets a project up: looks, asks, writes, checks, reports. */
export function dockerize(run: Run): Generator<Decided> {
  return {
    description: 'Dockerfile, compose files, Makefile and dev container for this project',
    prompts: () => decided(run),
    actions: ({ settled, world }) => [
      async () => {
        const { dryRun, validate, onConflict } = run.options
        const made = await make(settled, { write: !dryRun, checks: validate ? 'all' : 'none', onConflict }, world)
        return showRun(made, world.project, run)
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
  return { settled: await settle(mergeGiven(await earlierAnswers(world.project), run.given), world), world }
}
