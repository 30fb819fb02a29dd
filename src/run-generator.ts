import { stateOfRecords } from './apply/records.ts'
import { ChangedMeanwhile, UserError } from './errors.ts'
import type { Run } from './run.ts'

/**
 * A generator as plop knows them, so that `plop` and this program run the very same objects. `prompts` is a function:
 * plop then takes its result as the answers and leaves the asking to it.
 */
export interface Generator<Data> {
  description: string
  prompts: () => Promise<Data>
  /** Each returns a line that says what it did. */
  actions: (data: Data) => (() => Promise<string>)[]
}

/** plop's own order without plop: ask, then act, one action after the other, ending at the first that throws. */
export async function runGenerator<Data>(generator: Generator<Data>): Promise<void> {
  const data = await generator.prompts()
  for (const action of generator.actions(data)) await action()
}

/** Somebody who keeps writing is no other run that ends. */
const attempts = 8

/**
 * Runs `once`, and again where another run wrote meanwhile: what was planned, and what was found wrong, came of files that did not belong
 * together.
 * @param run with its prompts: a person's time is not spent twice, they decide.
 */
export async function untilUndisturbed(run: Pick<Run, 'root' | 'options' | 'outcome'>, once: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = stateOfRecords(run.root)
    try {
      return await once()
    } catch (error) {
      const disturbed = error instanceof ChangedMeanwhile || (error instanceof UserError && stateOfRecords(run.root) !== before)
      if (!disturbed || run.outcome.wrote || run.options.prompt || attempt === attempts) throw error
    }
  }
}
