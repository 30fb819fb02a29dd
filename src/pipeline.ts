import type { Answers, Given } from './ask/answers.ts'
import { chosenUnits } from './ask/chosen-units.ts'
import { followManagers } from './ask/follow-managers.ts'
import type { Asker } from './ask/index.ts'
import { Reconsidered } from './ask/reconsidered.ts'
import type { Change, OnConflict } from './apply/changes.ts'
import { detect } from './detect/index.ts'
import type { Facts } from './detect/facts.ts'
import type { Project } from './detect/project.ts'
import { nothingToRun } from './nothing-to-run.ts'
import { isChange, textsAfter, wouldChange, type Draft, type Fresh } from './draft.ts'
import type { RenderedFile } from './render/files.ts'
import type { Repository } from './repository.ts'
import type { RunOptions } from './run.ts'
import type { Validation } from './validate/findings.ts'

/** Everything outside that a run needs, handed in: the same run in another world is a test, a dry run, a plop action. */
export interface World {
  project: Project
  asker: Asker
  commit: (root: string, changes: readonly Change[]) => Promise<void>
  fresh: Fresh
  /** Where the project is hosted, as far as git's files tell. */
  repository: Repository
  signal: AbortSignal
  /** Told what is going on; the empty text ends it. */
  progress: (what: string) => void
}

export interface Mode {
  write: boolean
  /** all: across files and by docker, which needs what was made on disk; own: across files alone. */
  checks: 'all' | 'own' | 'none'
  onConflict: OnConflict
}

/** As a person asked for it on the command line. */
export function modeOf({ dryRun, validate, onConflict }: RunOptions): Mode {
  return { write: !dryRun, checks: validate ? 'all' : 'none', onConflict }
}

/** What is known and decided, before anything is made of it. */
export interface Settled {
  facts: Facts
  answers: Answers
  /** Files beyond the Docker set-up that the answers ask for. */
  written: readonly RenderedFile[]
  /** What is left to the person before anything else. */
  toDo: readonly { command?: string; text: string }[]
  /** A `.env` that is there gets the names that it lacks; else they are only told. */
  extendsEnv?: true
  /** Kinds of services that are taken out, and what is left to do once they are gone. */
  goes?: { services: readonly string[]; toDo: readonly { kind: string; command: string; text: string }[] }
}

export interface Made extends Settled, Draft {
  validation: readonly Validation[]
}

/** What is not known is not there. */
function hosted({ owner, branch, withoutWorkflows }: Repository): Pick<Facts, 'owner' | 'branch' | 'withoutWorkflows'> {
  return { ...(owner === null ? {} : { owner }), ...(branch === null ? {} : { branch }), ...(withoutWorkflows === null ? {} : { withoutWorkflows }) }
}

/** The first half of the line: directory → facts → answers. */
export async function settle(given: Given, world: World): Promise<Settled> {
  const detected = { ...(await detect(world.project)), ...hosted(world.repository) }
  let said = await world.asker.units(detected, given, false)
  for (;;) {
    try {
      return await settleUnits(detected, said, world)
    } catch (error) {
      if (!(error instanceof Reconsidered)) throw error
      said = await world.asker.units(detected, error.given, true)
    }
  }
}

async function settleUnits(detected: Facts, said: Given, world: World): Promise<Settled> {
  const chosen = chosenUnits(detected, said)
  if (chosen.facts.units.length === 0) throw nothingToRun(world.project)
  world.signal.throwIfAborted()
  const completed = await complete(chosen.facts, chosen.given, world)
  const { written, toDo } = completed
  // What was detected anew knows nothing of a person's choice.
  const { facts, given } = chosenUnits(completed.facts, completed.given)
  const settled = (answers: Answers): Settled => ({ facts: followManagers(facts, answers), answers, written, toDo })
  const answers = await world.asker.ask(facts, given, async (answers) => {
    const { changes } = await wouldChange(settled(answers), world.project, 'keep', null)
    return changes.flatMap((change) => ('after' in change ? [{ path: change.path, text: change.after }] : []))
  })
  world.signal.throwIfAborted()
  return settled(answers)
}

/** Where no manifest says what a unit needs, that comes first: most of what is known follows from it. */
async function complete(facts: Facts, given: Given, world: World): Promise<Omit<Settled, 'answers'> & { given: Given }> {
  if (facts.units.every((unit) => unit.packageManager !== 'none')) return { facts, given, written: [], toDo: [] }
  const { withDependencies } = await import('./dependencies/index.ts')
  return withDependencies(facts, given, world)
}

/** The second half: answers → plan → files → changes → disk → checks. Nothing is written before all of it is known. */
export async function make(settled: Settled, mode: Mode, world: World): Promise<Made> {
  const { project, signal, progress } = world
  const drafted = await wouldChange(settled, project, mode.onConflict, mode.write ? world.fresh : null)
  const draft = mode.write ? { ...drafted, changes: await withoutConflicts(drafted.changes, world) } : drafted
  signal.throwIfAborted()
  if (mode.write && draft.changes.some(isChange)) await world.commit(project.root, draft.changes)
  const validation = mode.checks !== 'none' ? await checked(settled, draft, mode, world) : []
  progress('')
  signal.throwIfAborted()
  return { ...settled, ...draft, validation }
}

async function withoutConflicts(changes: readonly Change[], { asker }: World): Promise<readonly Change[]> {
  const conflicts = changes.filter((change) => change.action === 'conflict')
  if (conflicts.length === 0) return changes
  const settled = new Map((await asker.settle(conflicts)).map((change) => [change.path, change]))
  return changes.map((change) => settled.get(change.path) ?? change)
}

async function checked({ facts }: Settled, draft: Draft, mode: Mode, { project, signal, progress }: World): Promise<readonly Validation[]> {
  const { validate } = await import('./validate/index.ts')
  return validate({
    root: project.root,
    plan: draft.plan,
    facts,
    files: textsAfter(draft, project),
    docker: mode.checks === 'all' && mode.write,
    signal,
    progress,
  })
}
