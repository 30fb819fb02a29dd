import type { Sighting, UnitSource } from '../detect/source.ts'
import type { CommandPlan, Probe, StackInput } from '../stacks/contract.ts'

/**
 * A web framework without a stack of its own: its apps are of the stack `python`, and it says what is particular to it. Data,
 * and the one command that serves it.
 *
 * To add one: a file here, its line in `index.ts` (order = which one wins where two are seen), a case under `test/cases/python/`.
 */
export interface Framework {
  /** What evidence names it by. The file's name. */
  id: string
  /** As its makers write it. */
  title: string
  /** Normalised distributions that bring it. */
  distributions: readonly string[]
  /** Packages that its code imports. */
  imports: readonly string[]
  /** Classes and functions whose results are apps that a server imports, fully qualified: `litestar.Litestar`. */
  apps?: readonly string[]
  /** The attribute of such an app that servers take, where they do not take the app itself: `server`. */
  served?: string
  /** Calls by which a script serves by itself, with imports resolved: `aiohttp.web.run_app`, `demo.launch`. */
  starts?: RegExp
  /** Its own program starts such a script, by its path; others run as modules too. */
  byPath?: true
  /** Port where nobody says one. */
  port: number
  /** Seconds until a cold start has surely answered once. */
  startPeriodSeconds: number
  /** A route that the server itself has for checks. */
  healthPath?: string
  /** Serves `answers.entrypoint`, which is `module:object`, or a script's path. */
  command(unit: StackInput): CommandPlan
}

/** A library for background work without a stack of its own: its workers are of the stack `python` too. */
export interface WorkerFramework {
  id: string
  title: string
  distributions: readonly string[]
  startPeriodSeconds: number
  /** What its worker has to be told, and a second one by its role. Reads only what it is given. */
  recognise(source: UnitSource): readonly Sighting[]
  command(unit: StackInput): CommandPlan
  /** How the container proves that it works. */
  probe(unit: StackInput): Probe
}
