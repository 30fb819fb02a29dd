import type { Dependency } from './facts.ts'
import { readCondaEnvironments, type CondaEnvironments } from './conda-files.ts'
import { partsOf, withEnvironments, withProduction } from './python/parts.ts'
import { readPipfile, type Pipfile } from './readers/pipfile.ts'
import { readPixi, type Pixi } from './readers/pixi.ts'
import { readPyproject, type Pyproject } from './readers/pyproject.ts'
import type { Requirements } from './readers/requirements.ts'
import { readSetup, type Setup } from './readers/setup.ts'
import { textsAt } from './readers/toml.ts'
import { chooseRequirements } from './requirement-files.ts'
import type { Lock } from './readers/lock.ts'
import { type FoundLock, nearestLocks } from './locks.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Everything that says what a Python unit needs. */
export interface Manifests {
  pyproject: Pyproject | null
  pipfile: Pipfile | null
  /** setup.py and setup.cfg. */
  setup: Setup | null
  conda: CondaEnvironments
  /** pixi.toml, or pixi's section of pyproject. */
  pixi: Pixi | null
  /** The requirements file for production, and the one for development. */
  main: Requirements | null
  development: Requirements | null
  /** Lock files of the unit or the nearest folder around it. */
  locks: readonly FoundLock[]
  /** All of them, from every file. */
  dependencies: readonly Dependency[]
}

/**
 * @param file the requirements file that a person named, where none has a name that says so.
 * @throws UserError where a manifest cannot be read.
 */
export async function readManifests(folder: UnitFolder, file: string | null = null): Promise<Manifests> {
  const pyproject = await readPyproject(folder)
  const pipfile = await readPipfile(folder)
  const setup = await readSetup(folder)
  const conda = readCondaEnvironments(folder)
  const pixi = await readPixi(folder)
  const { main, development } = chooseRequirements(folder, file)
  const known = new Set<string>()
  const dependencies = [
    ...withProduction(partsOf(pyproject)),
    ...withProduction(partsOf(pipfile)),
    ...(main?.dependencies ?? []),
    ...(development?.dependencies ?? []),
    ...withProduction(partsOf(setup)),
    ...(conda.main?.dependencies ?? []),
    ...(conda.development?.dependencies ?? []).map((one) => ({ ...one, group: conda.development?.files[0] ?? '' })),
    ...withEnvironments(pixi),
  ].filter((one) => {
    // A development file that includes the main one names its lines again.
    const key = `${one.file}:${one.line}:${one.name}:${one.group === 'main' ? 'main' : ''}`
    const again = known.has(key) || (one.group !== 'main' && known.has(`${one.file}:${one.line}:${one.name}:main`))
    known.add(key)
    return !again
  })
  return { pyproject, pipfile, setup, conda, pixi, main, development, locks: nearestLocks(folder), dependencies }
}

/** What a manager locked; null where it has not. @throws UserError where the file cannot be read. */
export function lockOf({ locks }: Manifests, manager: string): Lock | null {
  return locks.find((one) => one.manager === manager)?.read() ?? null
}

/** The manifests as the manager reads them: it installs what stands in its own files and nothing of the others. */
export function ofManager(manifests: Manifests, manager: string): Manifests {
  const files = ownFiles(manifests, manager)
  const own = manifests.dependencies.filter(({ file }) => files.has(file))
  return own.length > 0 ? { ...manifests, dependencies: own } : manifests
}

function ownFiles({ pyproject, pipfile, setup, conda, pixi, main, development, dependencies }: Manifests, manager: string): ReadonlySet<string> {
  const project = [pyproject?.file, ...(setup?.files ?? [])]
  const requirements = [...(main?.dependencies ?? []), ...(development?.dependencies ?? [])].map((one) => one.file)
  const dynamic = textsAt(pyproject?.project ?? null, 'dynamic').includes('dependencies')
  const itself = main === null || main.local.some((one) => one.path === '.')
  switch (manager) {
    case 'pipenv':
      return new Set([pipfile?.file ?? ''])
    case 'pip':
      return new Set([...requirements, ...(itself ? project : [])].filter((file) => file !== undefined))
    case 'conda':
      return new Set([conda.main, conda.development].flatMap((one) => one?.dependencies ?? []).map((one) => one.file))
    case 'pixi':
      return new Set([pixi?.file ?? '', ...(pixi?.name === 'pyproject.toml' ? project : [])].filter((file) => file !== undefined))
    case 'none':
      return new Set(dependencies.map((one) => one.file))
    default:
      // `dynamic = ["dependencies"]`: the build backend takes them from the files that it was told of.
      return new Set([...project, ...(dynamic ? requirements : [])].filter((file) => file !== undefined))
  }
}

/** Dependencies that production installs. */
export function productionDependencies(manifests: Manifests): Dependency[] {
  return manifests.dependencies.filter((one) => one.group === 'main')
}
