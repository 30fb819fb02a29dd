import type { PlopGeneratorConfig } from 'plop'
import { nothingGiven } from '../src/ask/given.ts'
import { someoneIsThere } from '../src/ask/someone.ts'
import { endInterruptedRun } from '../src/interrupted-run.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'

/**
 * A generator of ours as plop takes it. plop has no options of its own for a generator, so the run is one without any:
 * questions where somebody is there to answer them, defaults where not.
 */
export function forPlop<Data>(generator: (run: Run) => Generator<Data>, root: string): PlopGeneratorConfig {
  const run = plopRun(root)
  const { description, prompts, actions } = generator(run)
  const asked = async () => {
    run.options.prompt = await someoneIsThere(process.env)
    await endInterruptedRun(run)
    return prompts()
  }
  return {
    description,
    prompts: asked as unknown as PlopGeneratorConfig['prompts'],
    actions: (data) =>
      actions(data as Data).map((action) => async () => {
        const done = await action()
        // plop knows success and failure by throwing alone.
        if (run.outcome.exitCode !== 0) throw new Error(done)
        return done
      }),
  }
}

function plopRun(root: string): Run {
  return {
    root,
    directory: null,
    words: [],
    given: nothingGiven(),
    options: {
      prompt: false,
      dryRun: false,
      diff: false,
      exitCode: false,
      onConflict: 'fail',
      validate: true,
      json: false,
      junit: false,
      quiet: false,
      fix: false,
    },
    review: { paths: [], format: 'terminal', only: null, ignore: [], min: null, failOn: null, strict: false, explain: null },
    input: process.stdin,
    output: process.stdout,
    talk: process.stderr,
    signal: new AbortController().signal,
    outcome: { exitCode: 0, wrote: false, reads: false },
  }
}
