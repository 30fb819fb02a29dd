import type { Evidence } from './facts.ts'
import type { Ledger } from './ledger.ts'
import { reaches, type Around } from './python-workspace/index.ts'
import { resolved } from './python-workspace/paths.ts'
import type { FoundLock } from './locks.ts'
import type { Manifests } from './manifests.ts'
import type { CondaEnvironment } from './readers/conda-environment.ts'
import type { Pyproject } from './readers/pyproject.ts'
import { localProjects } from './python/local-projects.ts'
import { partsOf, productionParts } from './python/parts.ts'
import { lineOf, textAt, textsAt } from './readers/toml.ts'
import type { UnitFolder } from './unit-folder.ts'

export interface ManagerFacts {
  packageManager: string
  /** Null where nothing is locked; and for pip, whose requirements files are manifest and lock in one. */
  lockfile: string | null
  workspaceRoot: string
}

/**
 * How the unit's dependencies are installed. What was locked last is what runs today, so a lock file wins; two of different
 * managers are a question, never a guess. Then files that only one manager writes; then its section or build backend in
 * pyproject.toml; then requirements files; a `[project]` that nobody claims is uv's, which can lock it; setup.py is pip's.
 */
export function pythonManager(folder: UnitFolder, manifests: Manifests, around: Around | null, ledger: Ledger): ManagerFacts {
  ledger.notes.push(...outOfReach(folder, manifests, around))
  const { locks } = manifests
  const [first] = locks
  if (locks.length > 1 && first) return severalLocks(locks, ledger)
  if (first) {
    ledger.evidence.push({ key: 'packageManager', value: first.manager, file: first.file, line: 1, confidence: 'certain' })
    ledger.evidence.push({ key: 'lockfile', value: first.name, file: first.file, line: 1, confidence: 'certain' })
    ledger.notes.push(...unlockedParts(first, manifests))
    return { packageManager: first.manager, lockfile: first.name, workspaceRoot: first.dir }
  }
  const seen = withoutLock(folder, manifests)
  if (seen) ledger.evidence.push({ key: 'packageManager', ...seen })
  return { packageManager: seen?.value ?? 'none', lockfile: null, workspaceRoot: folder.dir }
}

/** Lock files of different managers: a question with each of them. */
export function severalLocks(locks: readonly Pick<FoundLock, 'manager' | 'file' | 'name' | 'dir'>[], ledger: Ledger): ManagerFacts {
  const choices: Evidence[] = locks.map((lock) => ({ key: 'packageManager', value: lock.manager, file: lock.file, line: 1, confidence: 'likely' }))
  const why = `${locks.map((lock) => `${lock.file} is ${lock.manager}'s`).join(', ')}: which of them is kept up to date cannot be seen`
  ledger.unknown.push({ key: 'package-manager', why, choices, required: true })
  ledger.evidence.push(...choices)
  return { packageManager: locks[0]?.manager ?? 'none', lockfile: locks[0]?.name ?? null, workspaceRoot: locks[0]?.dir ?? '.' }
}

/** The same in one word, before anything else is known of the unit. */
export function managerOf(folder: UnitFolder, manifests: Manifests): string {
  return manifests.locks[0]?.manager ?? withoutLock(folder, manifests)?.value ?? 'none'
}

/** What a manifest takes from outside of its own folder, where the build does not get it. */
function outOfReach(folder: UnitFolder, manifests: Manifests, around: Around | null): Ledger['notes'] {
  const manager = managerOf(folder, manifests)
  const projects = localProjects(manifests, manager).filter((one) => one.path.startsWith('..') && !reaches(around, resolved(folder.dir, one.path)))
  const included = manager === 'pip' ? [...(manifests.main?.outside ?? []), ...(manifests.development?.outside ?? [])] : []
  return [...projects, ...included].map(({ path, file, line }) => ({
    text: `${path} lies outside of the folder that the image is built from: the install will not find it there`,
    file,
    line,
  }))
}

/** A lock file may have been made without some extra, and its manager refuses to install that. */
function unlockedParts(lock: FoundLock, { pyproject }: Manifests): Ledger['notes'] {
  const { groups } = lock.manager === 'pdm' ? lock.read() : { groups: null }
  const { name, file } = lock
  const missing = productionParts(partsOf(pyproject)).extras.find((extra) => groups && !groups.includes(extra))
  return missing === undefined ? [] : [{ text: `${name} was made without the extra ${missing}, which serves: pdm lock --group ${missing}`, file, line: 1 }]
}

type Seen = Omit<Evidence, 'key'>

function withoutLock(folder: UnitFolder, manifests: Manifests): Seen | null {
  const { pyproject, main } = manifests
  const at = (value: string, file: string | undefined, line: number, confidence: Evidence['confidence']): Seen => ({
    value,
    file: folder.fromRoot(file ?? ''),
    line,
    confidence,
  })
  if (manifests.pipfile) return at('pipenv', 'Pipfile', 1, 'certain')
  if (manifests.pixi) return { value: 'pixi', file: manifests.pixi.file, line: 1, confidence: 'certain' }
  const environment = condaEnvironment(manifests)
  if (environment) return at('conda', environment.files[0], environment.dependencies[0]?.line ?? 1, 'certain')
  const claimed = pyproject && claimedBy(pyproject)
  if (claimed) return claimed
  // A pyproject that only configures tools, or leaves its dependencies to the requirements file, installs nothing by itself.
  const lists = textsAt(pyproject?.project ?? null, 'dependencies').length > 0
  // One that installs the project itself says how its people install it.
  if (main && (!lists || main.locked || main.local.some((one) => one.path === '.')))
    return at('pip', main.files[0], main.dependencies[0]?.line ?? main.local[0]?.line ?? 1, 'certain')
  if (pyproject?.project) return at('uv', 'pyproject.toml', lineOf(pyproject, 'project'), 'likely')
  if (manifests.development) return at('pip', manifests.development.files[0], 1, 'likely')
  const [setup] = manifests.setup?.files ?? []
  return setup === undefined ? null : { value: 'pip', file: setup, line: manifests.setup?.dependencies[0]?.line ?? 1, confidence: 'likely' }
}

/**
 * An environment file that only brings Python and an installer, or is another system's export, leaves the packages to what
 * else names them.
 */
function condaEnvironment({ conda, pyproject, main, setup }: Manifests): CondaEnvironment | null {
  const { main: environment } = conda
  const elsewhere = main !== null || setup !== null || Boolean(pyproject?.project ?? pyproject?.tool('poetry'))
  return environment && !(elsewhere && (environment.bare || environment.foreign)) ? environment : null
}

/** By its own section, then by the build backend that its makers wrote for it. */
function claimedBy(pyproject: Pyproject): Seen | null {
  const section = ['uv', 'poetry', 'pdm', 'pixi'].find((tool) => pyproject.tool(tool))
  const backend = textAt(pyproject.buildSystem, 'build-backend') ?? ''
  if (section) {
    const line = lineOf(pyproject, pyproject.text.includes(`[tool.${section}]`) ? `tool.${section}` : 'tool')
    return { value: section, file: pyproject.file, line, confidence: 'likely' }
  }
  const maker = backend.startsWith('poetry.') ? 'poetry' : backend.startsWith('pdm.') ? 'pdm' : null
  return maker && { value: maker, file: pyproject.file, line: lineOf(pyproject, 'build-system', 'build-backend'), confidence: 'likely' }
}
