import type { Change, ConflictChange } from '../apply/changes.ts'
import type { Facts } from '../detect/facts.ts'
import type { SetUpBefore, Wish } from './ask-again.ts'
import type { Answers, Given } from './answers.ts'

/** A file as it would be written, for showing it before it is. */
export interface PreviewFile {
  path: string
  text: string
}

/** What a set of answers leads to: the files that would be created or changed. Nothing is written by it. */
export type Preview = (answers: Answers) => Promise<readonly PreviewFile[]>

/** Turns what is known into answers, or finds out what is not. */
export interface Asker {
  /**
   * Which of the units are wanted and what they are called, added to what was given. @param again the person wants to think it over.
   * @throws Cancelled where the person left.
   */
  units(facts: Facts, given: Given, again: boolean): Promise<Given>
  /**
   * What units without a manifest need, added to what was given; asked where that does not say it.
   * @throws UserError (exit 2) where nobody can be asked, naming all that is missing.
   */
  dependencies(facts: Facts, given: Given): Promise<Given>
  /**
   * @throws UserError (exit 2) where an answer is missing and nobody can be asked.
   * @throws Cancelled where the person left.
   * @throws Reconsidered where they want other units.
   */
  ask(facts: Facts, given: Given, preview: Preview): Promise<Answers>
  /**
   * Where a person's lines and ours cannot both be had: what each of the files becomes.
   * @throws UserError where nobody can be asked, naming each place.
   */
  settle(conflicts: readonly ConflictChange[]): Promise<readonly Change[]>
  /** What is wanted of a project that is set up already; with nobody to ask: that its files are up to date. */
  again(before: SetUpBefore): Promise<Wish>
}
