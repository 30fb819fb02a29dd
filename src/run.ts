import type { OnConflict } from './apply/changes.ts'
import type { Given } from './ask/answers.ts'
import type { GoalName } from './refine/contract.ts'

/** How a run goes about it: what is not an answer about the project. */
export interface RunOptions {
  /** May a person be asked? Already false without a terminal. */
  prompt: boolean
  dryRun: boolean
  diff: boolean
  exitCode: boolean
  onConflict: OnConflict
  /** Ask docker to check what was written. */
  validate: boolean
  json: boolean
  /** verify: the result as JUnit's XML. */
  junit: boolean
  quiet: boolean
  /** check: write what differs. */
  fix: boolean
}

/** How files are reviewed; null: the project's own file may say it. */
export interface ReviewOptions {
  /** Files and folders, as typed; none: the current folder. */
  paths: readonly string[]
  format: 'terminal' | 'markdown' | 'json' | 'sarif' | 'github'
  only: readonly string[] | null
  ignore: readonly string[]
  min: 'critical' | 'improvement' | null
  failOn: 'critical' | 'improvement' | null
  strict: boolean
  /** Say all of one rule in place of a review. */
  explain: string | null
}

/** What refining is for, and what of it is done. */
export interface RefineOptions {
  /** Null: nobody said. */
  goal: GoalName | null
  write: boolean
  /** Ids of rules whose changes are accepted. */
  accept: readonly string[]
}

/** One call of the program: what was asked of it and what it talks to. */
export interface Run {
  /** The project's folder, absolute. */
  root: string
  /** The folder as it was typed, for the command that repeats the run; null: the current one. */
  directory: string | null
  /** What a command was told to do it to: `redis`, `./worker`. */
  words: readonly string[]
  given: Given
  options: RunOptions
  /** Only where files are reviewed. */
  review?: ReviewOptions
  /** Only where they are refined. */
  refine?: RefineOptions
  input: NodeJS.ReadStream
  /** For data: what a script reads. */
  output: NodeJS.WriteStream
  /** For talk: prompts, progress, errors. */
  talk: NodeJS.WriteStream
  /** Ends with a `Cancelled` as its reason. */
  signal: AbortSignal
  /** Replaces what differs from machine to machine, so that tests get the same files each time. */
  fresh?: { uid: number; random(): string }
  outcome: Outcome
}

/** What the caller needs to know when it is over, however it ended. */
export interface Outcome {
  exitCode: 0 | 1
  /** Writing has begun: no message may say that nothing was written. */
  wrote: boolean
  /** The command never writes, so that saying so would only puzzle. */
  reads: boolean
}
