import type { Dependency } from '../facts.ts'
import type { ImportFact, PythonFacts, StatedDependencies } from '../python-facts.ts'
import { newLedger, type Ledger } from '../ledger.ts'
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
  if (code.files.length === 0 || pythonManager(folder, manifests, null, newLedger()).packageManager !== 'none')
    return { manifests, imports: { imports: [], named: [] } }
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

/** Nothing can be installed before a person said what; code that needs only Python itself needs nothing. */
export function nothingSaysWhatItNeeds(imports: readonly ImportFact[], ledger: Ledger): void {
  const choices = imports
    .filter((one) => one.name !== '' && one.distribution !== null)
    .map(({ name, file, line, optional }) => ({
      key: 'dependencies',
      value: name,
      file,
      line,
      confidence: optional === null ? ('likely' as const) : ('guess' as const),
    }))
  if (choices.length > 0) ledger.unknown.push({ key: 'dependencies', why: 'nothing says which packages it needs', choices, required: true })
}
