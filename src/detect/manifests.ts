import type { Dependency } from './facts.ts'
import { readPyproject, type Pyproject } from './readers/pyproject.ts'
import { isDevelopmentFile, readRequirements, type Requirements } from './readers/requirements.ts'
import { readUvLock, type UvLock } from './readers/uv-lock.ts'
import { upwards } from './runtime.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Everything that says what a Python unit needs. */
export interface Manifests {
  pyproject: Pyproject | null
  /** The requirements file for production, and the one for development. */
  main: Requirements | null
  development: Requirements | null
  /** Of the unit or a folder around it. */
  uvLock: (UvLock & { file: string; dir: string }) | null
  /** All of them, from every file. */
  dependencies: readonly Dependency[]
}

/**
 * @param file the requirements file that a person named, where none has a name that says so.
 * @throws UserError where a manifest cannot be read.
 */
export async function readManifests(folder: UnitFolder, file: string | null = null): Promise<Manifests> {
  const pyproject = await readPyproject(folder)
  const names = file === null ? requirementFiles(folder.files) : { main: file, development: null }
  const main = names.main === null ? null : readRequirements(folder, names.main)
  const development = names.development === null ? null : readRequirements(folder, names.development)
  const known = new Set<string>()
  const dependencies = [...(pyproject?.dependencies ?? []), ...(main?.dependencies ?? []), ...(development?.dependencies ?? [])].filter((one) => {
    // A development file that includes the main one names its lines again.
    const key = `${one.file}:${one.line}:${one.name}:${one.group === 'main' ? 'main' : ''}`
    const again = known.has(key) || (one.group !== 'main' && known.has(`${one.file}:${one.line}:${one.name}:main`))
    known.add(key)
    return !again
  })
  return { pyproject, main, development, uvLock: findUvLock(folder), dependencies }
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

/** uv keeps one lock file for a workspace, in the workspace's root. */
function findUvLock(folder: UnitFolder): Manifests['uvLock'] {
  for (const dir of upwards(folder.dir)) {
    const file = dir === '.' ? 'uv.lock' : `${dir}/uv.lock`
    if (folder.project.has(file)) return { ...readUvLock(folder.project.read(file), file), file, dir }
  }
  return null
}
