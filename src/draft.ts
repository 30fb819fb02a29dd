import { diskAt } from './apply/disk.ts'
import { changes as changesFor } from './apply/index.ts'
import { staleChanges } from './apply/stale.ts'
import type { Change, OnConflict } from './apply/changes.ts'
import type { Answers } from './ask/answers.ts'
import type { Project } from './detect/project.ts'
import { UserError } from './errors.ts'
import { everyManager } from './every-manager.ts'
import type { Settled } from './pipeline.ts'
import { plan as planFor } from './plan/index.ts'
import type { Plan } from './plan/plan.ts'
import type { RenderedFile } from './render/files.ts'
import { render } from './render/index.ts'
import { answersFile } from './state/answers-file.ts'
import { lacksIn, namesIn, secretsOf } from './state/env-file.ts'
import { gitAttributesFile } from './state/git-attributes.ts'
import { withSecretsOut } from './state/kept-out.ts'
import { lastRenderFile, lastRenderState } from './state/last-render.ts'

/** What differs from machine to machine in what is written. */
export interface Fresh {
  uid: number
  random: () => string
}

/** All that a run would do, and nothing done yet. */
export interface Draft {
  plan: Plan
  files: readonly RenderedFile[]
  changes: readonly Change[]
  /** Why what an earlier run wrote is not known, so that nothing of it is changed; null: known, or the first run. */
  memoryLost: string | null
}

/** The disk will be another one after it. */
export function isChange(change: Change): boolean {
  return change.action !== 'identical' && change.action !== 'kept'
}

/** Stands for a secret wherever a file is only shown: one that was shown is no secret any more. */
const shown: Fresh = { uid: 1000, random: () => 'a-new-random-value' }

/**
 * From answers to what would happen to each file. Reads the project, writes nothing.
 *
 * @param fresh null: the files are only looked at, secrets are stand-ins.
 */
export async function wouldChange(settled: Settled, project: Project, onConflict: OnConflict, fresh: Fresh | null): Promise<Draft> {
  const { facts, answers, written } = settled
  refuseUnknown(answers)
  const memory = lastRenderState(project)
  const ours = new Set(memory.files?.keys())
  const plan = planFor(facts, answers, ours)
  const rendered = await render(plan, facts, answers, {
    overrides: overridesIn(project),
    fresh: { uid: (fresh ?? shown).uid, random: secretsOf(project, (fresh ?? shown).random), ...(settled.extendsEnv ? {} : { lacks: lacksIn(project) }) },
    ...(project.has('.env.example') && !memory.files?.has('.env.example') ? { exampleNames: namesIn(project.read('.env.example')) } : {}),
  })
  const grown = settled.extendsEnv ? rendered.map((file): RenderedFile => (file.path === '.env' ? { ...file, kind: 'names' } : file)) : rendered
  const whole = [...withSecretsOut(withoutUnused(grown, project, ours), plan, project, ours), ...written, answersFile(answers, facts), gitAttributesFile()]
  const changes = await changesFor(whole, project, memory.files, onConflict)
  // A file that was kept was never ours: remembering it would take it from the person in the next run.
  const kept = new Set(changes.filter((change) => change.action === 'kept' && !memory.files?.has(change.path)).map((change) => change.path))
  const stale = memory.files ? staleChanges(memory.files, new Set(whole.map((file) => file.path)), diskAt(project.root)) : []
  const gone = new Set(stale.map((change) => change.path))
  const record = lastRenderFile(
    whole.filter((file) => !kept.has(file.path)),
    memory.files && new Map([...memory.files].filter(([path]) => !gone.has(path))),
  )
  return {
    plan,
    files: [...whole, record],
    changes: [
      ...plan.kept.map(({ path, why }): Change => ({ path, mode: 0o644, action: 'kept', why })),
      ...changes,
      ...stale,
      ...(await changesFor([record], project, memory.files, onConflict)),
    ],
    memoryLost: memory.state === 'unreadable' ? memory.why : null,
  }
}

/** The compose file of the editor's container is our dev container's: a person's own has no use for it. */
function withoutUnused(files: readonly RenderedFile[], project: Project, ours: ReadonlySet<string>): readonly RenderedFile[] {
  const isTheirs = (path: string): boolean => project.has(path) && !ours.has(path)
  return files.filter(({ path }) => !/^\.devcontainer\/.*compose\.yaml$/.test(path) || !isTheirs(path.replace('compose.yaml', 'devcontainer.json')))
}

/** @throws UserError where detection saw what this version cannot set up. */
function refuseUnknown(answers: Answers): void {
  const unit = answers.units.find((one) => !everyManager.some((manager) => manager.id === one.packageManager))
  if (!unit) return
  const known = everyManager.map((manager) => manager.id).join(', ')
  throw new UserError(`${unit.name}: ${unit.packageManager} cannot be used yet. Nothing was written.`, {
    todo: [`known: ${known}`, 'try: --package-manager <id>'],
  })
}

/** A team's own partials, by the name that a template calls them by. */
function overridesIn(project: Project): ReadonlyMap<string, string> {
  const folder = '.dockerize/partials/'
  const own = project.files.filter((path) => path.startsWith(folder) && path.endsWith('.hbs'))
  return new Map(own.map((path) => [path.slice(folder.length, -'.hbs'.length), project.read(path)]))
}

/** Every file of the set as it is on disk once the changes are made: ours, and a person's that were kept. */
export function textsAfter({ changes, files }: Pick<Draft, 'changes' | 'files'>, project: Project): ReadonlyMap<string, string> {
  const rendered = new Map(files.map((file) => [file.path, file.text]))
  return new Map(
    changes.flatMap((change) => {
      if (change.action === 'delete') return []
      if ('after' in change && change.action !== 'conflict') return [[change.path, change.after] as const]
      if (project.has(change.path)) return [[change.path, project.read(change.path)] as const]
      const text = change.action === 'identical' ? rendered.get(change.path) : undefined
      return text === undefined ? [] : [[change.path, text] as const]
    }),
  )
}
