import { relative, sep } from 'node:path'
import { diskAt } from '../apply/disk.ts'
import type { Change } from '../apply/changes.ts'
import { openProject, type Project } from '../detect/project.ts'
import { UserError } from '../errors.ts'
import { rootsOf, type Root } from '../review/roots.ts'
import { rules } from '../review/rules/index.ts'
import { settingsOf } from '../review/settings.ts'
import type { Run } from '../run.ts'
import type { Validation } from '../validate/findings.ts'
import { aroundOf } from './around.ts'
import { changesOf } from './changes.ts'
import { goalNames, type GoalName, type Step } from './contract.ts'
import { goalOf } from './goals/index.ts'
import { planFor, type Plan } from './plan.ts'
import { show } from './show.ts'

/** What came of refining, of all the folders that were named. */
export interface Refined {
  goal: GoalName
  steps: readonly Step[]
  changes: readonly Change[]
  validation: readonly Validation[]
  /** What else can be done for the goal. */
  notes: readonly string[]
}

/**
 * The goal that was named, or that a person chooses.
 * @throws UserError (exit 2) where nobody can be asked.
 */
export async function goalFor(run: Run): Promise<GoalName> {
  const goal = run.refine?.goal
  if (goal) return goal
  if (!run.options.prompt) throw new UserError('refine: for which goal?', { exitCode: 2, todo: [`try: --goal ${goalNames.join(', ')}`] })
  const { refineAsker } = await import('../ask/terminal.ts')
  return refineAsker({ input: run.input, output: run.talk, signal: run.signal }).goal()
}

/**
 * Plans the changes, shows them and, with `--write`, makes them: in one commit for each folder.
 * @returns one line that says it, for plop. @throws UserError for a path that is not there, or that cannot be written.
 */
export async function refined(name: GoalName, run: Run): Promise<string> {
  const goal = goalOf(name)
  const write = (run.refine?.write ?? false) && !run.options.dryRun
  const parts: Refined[] = []
  for (const root of rootsOf(run.root, run.review?.paths ?? [])) {
    const project = await openProject(root.root)
    const disk = diskAt(project.root)
    const first = await planIn(project, root, new Set(run.refine?.accept ?? []), goal, run)
    const plan = write && run.options.prompt ? await settled(first, project, root, goal, run) : first
    const changes = changesOf(plan.texts, disk)
    run.signal.throwIfAborted()
    const validation = write && changes.length > 0 ? await written(project.root, changes, run) : []
    parts.push(named({ goal: name, steps: plan.steps, changes, validation, notes: goal.notes }, relative(run.root, project.root)))
  }
  return show(joined(parts, name, goal.notes), write, run)
}

/** With what the person says yes to. */
async function settled(plan: Plan, project: Project, root: Root, goal: ReturnType<typeof goalOf>, run: Run): Promise<Plan> {
  const open = plan.steps.filter((step) => step.state === 'asks')
  if (open.length === 0) return plan
  const { refineAsker } = await import('../ask/terminal.ts')
  const yes = await refineAsker({ input: run.input, output: run.talk, signal: run.signal }).accept(open)
  return yes.length === 0 ? plan : planIn(project, root, new Set([...(run.refine?.accept ?? []), ...yes]), goal, run)
}

async function planIn(project: Project, { only }: Root, accepted: ReadonlySet<string>, goal: ReturnType<typeof goalOf>, run: Run): Promise<Plan> {
  const disk = diskAt(project.root)
  const settings = await settingsOf(project, { ...run.review!, strict: true, min: null })
  const silenced = new Set(rules.filter((rule) => !settings.chosen.includes(rule)))
  return planFor(project, {
    goal,
    accepted,
    looksAt: (path) => only === null || only.has(path),
    canWrite(path) {
      const found = disk.look(path)
      return found.kind === 'text' && found.text.replace(/^\ufeff/, '') === project.read(path)
    },
    isWanted: (finding) => settings.isSaid(finding) && !silenced.has(finding.rule),
    around: (project) => aroundOf(project),
  })
}

async function written(root: string, changes: readonly Change[], run: Run): Promise<readonly Validation[]> {
  const { commit } = await import('../apply/commit.ts')
  run.outcome.wrote = true
  await commit(root, changes)
  if (!run.options.validate) return []
  const { checkedChanges } = await import('./check.ts')
  return checkedChanges(root, changes, run.signal)
}

/** Paths as a person in the current folder names them. */
function named(part: Refined, folder: string): Refined {
  if (folder === '') return part
  const path = (file: string): string => `${folder.split(sep).join('/')}/${file}`
  return {
    ...part,
    steps: part.steps.map((step) => ({ ...step, file: path(step.file) })),
    changes: part.changes.map((change) => ({ ...change, path: path(change.path) })),
  }
}

function joined(parts: readonly Refined[], goal: GoalName, notes: readonly string[]): Refined {
  return {
    goal,
    steps: parts.flatMap((one) => one.steps),
    changes: parts.flatMap((one) => one.changes),
    validation: parts.flatMap((one) => one.validation),
    notes,
  }
}
