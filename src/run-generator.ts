import { ChangedMeanwhile } from './errors.ts'

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
const attempts = 5

/**
 * Runs `once`, and again where another program wrote meanwhile what it had planned to write.
 * @param asked a person gave answers on the way: their time is not spent twice, they decide.
 */
export async function untilUndisturbed(asked: boolean, once: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once()
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || asked || attempt === attempts) throw error
    }
  }
}
