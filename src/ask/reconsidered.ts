import type { Given } from './answers.ts'

/** The person wants other units, or other names for them: all that follows from that has to be settled anew. */
export class Reconsidered extends Error {
  override readonly name = 'Reconsidered'
  /** What was said so far. */
  readonly given: Given
  constructor(given: Given) {
    super('other units are wanted')
    this.given = given
  }
}
