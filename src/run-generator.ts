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
