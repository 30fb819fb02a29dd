import { condaFiles, type CondaEnvironment, readCondaEnvironment } from './readers/conda-environment.ts'
import type { UnitFolder } from './unit-folder.ts'

/** The environment for production, and the one for development. */
export interface CondaEnvironments {
  main: CondaEnvironment | null
  development: CondaEnvironment | null
}

/** The first file of each kind that is an environment: other tools have files of such names too. */
export function readCondaEnvironments(folder: UnitFolder): CondaEnvironments {
  const names = condaFiles(folder.files)
  const first = (paths: readonly string[]) => paths.flatMap((path) => readCondaEnvironment(folder, path) ?? [])[0] ?? null
  return { main: first(names.main), development: first(names.development) }
}
