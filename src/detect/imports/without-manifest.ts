import type { Dependency, ImportFact, PythonFacts, StatedDependencies } from '../facts.ts'
import { newLedger } from '../ledger.ts'
import type { Manifests } from '../manifests.ts'
import type { Code } from '../modules.ts'
import { pythonManager } from '../package-manager.ts'
import { readRequirement } from '../readers/requirement.ts'
import { pythonVersion } from '../runtime.ts'
import type { UnitFolder } from '../unit-folder.ts'

/** Where an answer stands that nothing in the project says. */
const answers = '.dockerize/answers.yaml'

/**
 * A unit in which nothing says what it needs: what its code imports, or what a person named, stands for the dependencies, at
 * the lines of the imports. Any other unit is left as it is.
 */
export async function withoutManifest(
  folder: UnitFolder,
  manifests: Manifests,
  code: Code,
  stated: StatedDependencies | undefined,
): Promise<{ manifests: Manifests; imports: Pick<PythonFacts, 'imports' | 'named'> }> {
  if (code.files.length === 0 || pythonManager(folder, manifests, newLedger()).packageManager !== 'none') return { manifests, imports: { imports: [], named: [] } }
  const { importsOf } = await import('./index.ts')
  const imports = await importsOf(folder, code, pythonVersion(folder, manifests, newLedger()).version)
  const named = stated && 'names' in stated ? stated.names : []
  const dependencies = stated && 'names' in stated ? named.flatMap((text) => dependency(text, imports)) : imports.flatMap(fromImport)
  return { manifests: { ...manifests, dependencies }, imports: { imports, named } }
}

function fromImport({ distribution, optional, file, line }: ImportFact): Dependency[] {
  const read = optional === null && distribution !== null ? readRequirement(distribution) : null
  return read ? [{ ...read, group: 'main', file, line }] : []
}

function dependency(text: string, imports: readonly ImportFact[]): Dependency[] {
  const read = readRequirement(text)
  if (!read) return []
  const seen = imports.find((one) => readRequirement(one.distribution ?? '')?.name === read.name)
  return [{ ...read, group: 'main', file: seen?.file ?? answers, line: seen?.line ?? 1 }]
}
