import { condaFiles, type CondaEnvironment, readCondaEnvironment } from './readers/conda-environment.ts'
import type { UnitFolder } from './unit-folder.ts'

/** The environment for production, and the one for development. */
export interface CondaEnvironments {
  main: CondaEnvironment | null
  development: CondaEnvironment | null
}

/** The first file of each kind that is an environment: other tools have files of such names too. @throws UserError for broken YAML. */
export async function readCondaEnvironments(folder: UnitFolder): Promise<CondaEnvironments> {
  const names = condaFiles(folder.files)
  return { main: await first(folder, names.main), development: await first(folder, names.development) }
}

async function first(folder: UnitFolder, paths: readonly string[]): Promise<CondaEnvironment | null> {
  for (const path of paths) {
    const read = await readCondaEnvironment(folder, path)
    if (read) return read
  }
  return null
}
