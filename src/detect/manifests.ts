import type { Dependency } from './facts.ts'
import { partsOf, withProduction } from './python/parts.ts'
import { readPipfile, type Pipfile } from './readers/pipfile.ts'
import { readPyproject, type Pyproject } from './readers/pyproject.ts'
import { isDevelopmentFile, readRequirements, type Requirements } from './readers/requirements.ts'
import type { Lock } from './readers/lock.ts'
import { type FoundLock, nearestLocks } from './locks.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Everything that says what a Python unit needs. */
export interface Manifests {
  pyproject: Pyproject | null
  pipfile: Pipfile | null
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
  const names = file === null ? requirementFiles(folder.files) : { main: file, development: null }
  const main = names.main === null ? null : readRequirements(folder, names.main)
  const development = names.development === null ? null : readRequirements(folder, names.development)
  const known = new Set<string>()
  const dependencies = [
    ...withProduction(partsOf(pyproject)),
    ...withProduction(partsOf(pipfile)),
    ...(main?.dependencies ?? []),
    ...(development?.dependencies ?? []),
  ].filter((one) => {
    // A development file that includes the main one names its lines again.
    const key = `${one.file}:${one.line}:${one.name}:${one.group === 'main' ? 'main' : ''}`
    const again = known.has(key) || (one.group !== 'main' && known.has(`${one.file}:${one.line}:${one.name}:main`))
    known.add(key)
    return !again
  })
  return { pyproject, pipfile, main, development, locks: nearestLocks(folder), dependencies }
}

/** What a manager locked; null where it has not. @throws UserError where the file cannot be read. */
export function lockOf({ locks }: Manifests, manager: string): Lock | null {
  return locks.find((one) => one.manager === manager)?.read() ?? null
}

/** The manifests as the manager reads them: it installs what stands in its own files and nothing of the others. */
export function ofManager(manifests: Manifests, manager: string): Manifests {
  const isOwn = ({ file }: Dependency): boolean => {
    if (manager === 'pipenv') return file === manifests.pipfile?.file
    const inPyproject = file === manifests.pyproject?.file
    return manager === 'pip' ? !inPyproject && file !== manifests.pipfile?.file : inPyproject
  }
  const own = manifests.dependencies.filter(isOwn)
  return own.length > 0 ? { ...manifests, dependencies: own } : manifests
}

/** Dependencies that production installs. */
export function productionDependencies(manifests: Manifests): Dependency[] {
  return manifests.dependencies.filter((one) => one.group === 'main')
}

/** By the names that people give them; the shortest where several fit. */
export function requirementFiles(files: readonly string[]): { main: string | null; development: string | null } {
  const all = files
    .filter((file) => /^(?:[\w.-]*require?ments?[\w.-]*\.txt|require?ments?\/[\w.-]+\.txt|requirements\.lock)$/i.test(file))
    .sort((a, b) => a.length - b.length)
  const ordinary = all.filter((file) => !isDevelopmentFile(file))
  const preferred = [
    /^requirements\.txt$/i,
    /^requirements\.lock$/i,
    /^requirements[/_.-](prod|production)\.txt$/i,
    /^requirements\/(requirements|main|base|common|app|all)\.txt$/i,
    /^requirements[_.-](main|base|app)\.txt$/i,
  ]
  const main = preferred.map((pattern) => ordinary.find((file) => pattern.test(file))).find((file) => file !== undefined)
  const forDevelopment = [/dev/i, /test/i, /local/i].map((pattern) => all.find((file) => isDevelopmentFile(file) && pattern.test(file)))
  return { main: main ?? ordinary[0] ?? null, development: forDevelopment.find((file) => file !== undefined) ?? null }
}
