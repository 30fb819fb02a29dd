import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import type { Outcome } from '../src/review/outcome.ts'

/** Reads Docker files and says what is critical, what to improve and what is good. Writes nothing. */
export function review(run: Run): Generator<Outcome> {
  return {
    description: 'What is critical in the Docker files that are there, what to improve, what is good',
    prompts: async () => (await import('../src/review/outcome.ts')).outcomeOf(run),
    actions: (outcome) => [
      () => {
        if (!run.options.quiet || run.review?.format !== 'terminal') run.output.write(outcome.text)
        if (outcome.fails) run.outcome.exitCode = 1
        return Promise.resolve(outcome.summary)
      },
    ],
  }
}
