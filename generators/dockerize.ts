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
    actions: (decided) => ('instead' in decided ? decided.instead : [setUp(run, decided)]),
  }
}

function setUp(run: Run, { settled, world }: SetUp): () => Promise<string> {
  return async () => {
    const made = await make(settled, modeOf(run.options), world)
    if (made.goes === undefined) return showRun(made, world.project, run)
    const { afterRemoval } = await import('../src/rerun/stayed.ts')
    return showRun(await afterRemoval(made, world.project), world.project, run)
  }
}

interface SetUp {
  settled: Settled
  world: World
}

/** What is written, or what another command does, where a person chose that one. */
export type Decided = SetUp | { instead: (() => Promise<string>)[] }

async function decided(run: Run): Promise<Decided> {
  const world = await worldOf(run)
  const given = mergeGiven(await earlierAnswers(world.project), run.given)
  if (!run.options.prompt || !world.project.has(answersPath)) return { settled: await settle(given, world), world }
  const { settleAgain } = await import('../src/rerun/again.ts')
  const settled = await settleAgain(given, world)
  if (settled === 'review' || settled === 'refine') return { instead: await instead(settled, run) }
  return { settled, world }
}

/** Review and refine as without options; neither writes then. */
async function instead(command: 'review' | 'refine', run: Run): Promise<(() => Promise<string>)[]> {
  const review: Run['review'] = { paths: [], format: 'terminal', only: null, ignore: [], min: null, failOn: null, strict: false, explain: null }
  if (command === 'review') return actionsOf((await import('./review.ts')).review({ ...run, review }))
  const refine: Run['refine'] = { goal: null, write: false, accept: [] }
  return actionsOf((await import('./refine.ts')).refine({ ...run, review, refine }))
}

async function actionsOf<Data>(generator: Generator<Data>): Promise<(() => Promise<string>)[]> {
  return generator.actions(await generator.prompts())
}
