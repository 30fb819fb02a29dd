import type { Piece } from './pieces.ts'

/** Snippets of a seed as the files of a project, with what lies around them. */
export interface Replay {
  files: Readonly<Record<string, readonly Piece[]>>
  /** Files of our own beside them. */
  beside?: Readonly<Record<string, string>>
}

/** Where a rule speaks: replay, file in it, line of the seed. */
export type Place = readonly [replay: string, file: string, line: number, rule: string]

/**
 * A mistake of a seed, by the number that it has in our list of them: each of its places is found, or `elsewhere` says why no rule could.
 * `own` says what the rule finds by its own examples, where the seed itself has words alone.
 */
export type Mistake = { number: string } & ({ found: readonly [Place, ...Place[]] } | { own: string; because: string } | { elsewhere: string })

export interface Seed {
  name: string
  replays: Readonly<Record<string, Replay>>
  mistakes: readonly Mistake[]
  /** What is right in it: these rules are silent there. */
  silent: readonly Place[]
}
