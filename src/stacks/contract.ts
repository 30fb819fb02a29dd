import type { Language, UnitFacts } from '../detect/facts.ts'
import type { UnitAnswers, UnitKey } from '../ask/answers.ts'
import type { Sighting, UnitSource } from '../detect/source.ts'

/**
 * A stack is a framework: how to see it in a project, what to ask, what to run, how to tell that it serves.
 *
 * To add one: `npm run plop stack`, fill in the file, add its line to `index.ts` (order = which one wins where two are
 * seen), add a case under `test/cases/<id>/`. The contract test says what is missing.
 */
export interface Stack {
  /** What a person types: `--stack fastapi`. The file's name. */
  id: string
  /** As its makers write it. */
  title: string
  language: Language
  /** Name of the unit and its compose service when the unit is the project's root. */
  role: string
  /** Port where neither source nor scripts say one; null: listens on none. */
  defaultPort: number | null
  /** Seconds until a cold start has surely answered once. */
  startPeriodSeconds: number
  /** Keys that must be known before anything can be written. */
  asks: readonly UnitKey[]
  /** App objects, factories and the like, best first. Empty: this is not the unit's stack. Reads only what it is given. */
  recognise(source: UnitSource): readonly Sighting[]
  /** What runs in production and in development, and how it stops. */
  command(unit: StackInput): CommandPlan
  /** How the container proves that it serves. */
  probe(unit: StackInput): Probe
  /** Jobs that a person runs now and then (profile `build`). */
  tasks(unit: StackInput): readonly TaskPlan[]
}

export interface StackInput {
  facts: UnitFacts
  answers: UnitAnswers
}

export interface CommandPlan {
  run: readonly string[]
  develop: readonly string[]
  /** Null: the default, SIGTERM. */
  stopSignal: string | null
  /** The server does not answer signals as process 1 by itself. */
  needsInit: boolean
  /** Environment that the server itself reads, with its default: number of workers and the like. */
  environment: readonly { name: string; value: string; comment: string }[]
}

export type Probe = { kind: 'http'; path: string; port: number; below: 400 | 500 } | { kind: 'exec'; test: readonly string[] } | { kind: 'none'; why: string }

export interface TaskPlan {
  name: string
  title: string
  command: readonly string[]
  /** File that it writes, relative to the project. */
  writes: string
}
