import { acceleratorOf } from './accelerator.ts'
import { compiledForOne } from './binaries/python.ts'
import type { Dependency, Evidence, UnitFacts } from './facts.ts'
import type { PythonFacts } from './python-facts.ts'
import { nothingSaysWhatItNeeds } from './imports/without-manifest.ts'
import { exactVersion } from './exact-version.ts'
import { consoleScripts } from './launches/project-scripts.ts'
import type { Launch } from './launches.ts'
import { newLedger, type Ledger } from './ledger.ts'
import { productionDependencies, type Manifests } from './manifests.ts'
import { findMigrations } from './migrations/index.ts'
import type { Code } from './modules.ts'
import { offersOf } from './offers.ts'
import { managerOf, pythonManager } from './package-manager.ts'
import { fromIndex, installedNames, pythonFacts } from './python/index.ts'
import { localDependencies } from './python/local-projects.ts'
import { partsOf } from './python/parts.ts'
import { workspaceFacts, type Around } from './python-workspace/index.ts'
import { textAt } from './readers/toml.ts'
import { pythonVersion } from './runtime.ts'
import type { UnitSource } from './source.ts'
import { systemPackagesOf } from './system-packages/index.ts'
import type { UnitFolder } from './unit-folder.ts'
import { usesOf } from './uses.ts'
import { variablesOf } from './variables/index.ts'

/** What the units of a folder have in common: its code, its manifest, its image. */
export interface PythonFolder {
  folder: UnitFolder
  manifests: Manifests
  code: Code
  launches: readonly Launch[]
  ledger: Ledger
  shared: Omit<
    UnitFacts,
    | 'name'
    | 'role'
    | 'stack'
    | 'framework'
    | 'entrypoint'
    | 'factory'
    | 'port'
    | 'healthPath'
    | 'files'
    | 'details'
    | 'alternatives'
    | 'routes'
    | 'evidence'
    | 'unknown'
    | 'notes'
  >
  /** Of the facts in `shared`. */
  evidence: readonly Evidence[]
  uses: readonly Evidence[]
}

/** What stacks may look at to see an app. */
export function sourceOf(
  folder: UnitFolder,
  manifests: Manifests,
  code: Code,
  launches: readonly Launch[],
  locations: UnitSource['locations'],
): Omit<UnitSource, 'packageModules'> {
  const extras = new Set([...partsOf(manifests.pyproject).extras, ...partsOf(manifests.setup).extras])
  return {
    dir: folder.dir,
    dependencies: new Set(manifests.dependencies.map((one) => one.name)),
    requirements: manifests.dependencies.map((one) => ({ ...one, optional: extras.has(one.group) })),
    installed: new Set(productionDependencies(manifests).map((one) => one.name)),
    files: folder.files,
    read: (path) => folder.read(path),
    fromRoot: (path) => folder.fromRoot(path),
    importRoot: code.importRoot,
    own: code.own,
    distribution:
      textAt(manifests.pyproject?.project ?? null, 'name') ?? textAt(manifests.pyproject?.tool('poetry') ?? null, 'name') ?? manifests.setup?.name ?? null,
    scripts: consoleScripts(folder, manifests.pyproject),
    alone: folder.alone,
    launches,
    versionOf: (name) => exactVersion(folder, manifests, managerOf(folder, manifests), name),
    locations,
    modules: code.modules,
  }
}

/** What is said once for all units of a folder. */
export function sharedFacts(
  folder: UnitFolder,
  manifests: Manifests,
  code: Code,
  launches: readonly Launch[],
  imports: Pick<PythonFacts, 'imports' | 'named'>,
  around: Around | null,
): PythonFolder {
  const ledger = newLedger()
  const manager = pythonManager(folder, manifests, around, ledger)
  if (manager.packageManager === 'none' && imports.named.length === 0) nothingSaysWhatItNeeds(imports.imports, ledger)
  const runtime = pythonVersion(folder, manifests, ledger)
  // What the packages read and talk to is read and talked to by the unit that imports them.
  const modules = [...code.modules, ...(around?.modules ?? [])]
  const variables = variablesOf(modules, folder)
  const production = [...productionDependencies(manifests), ...(around?.dependencies ?? [])]
  const installed = new Set([...installedNames(manifests, manager.packageManager), ...production.map((one) => one.name)])
  const migrations = findMigrations({ folder, manifests, importRoot: code.importRoot, modules: code.modules, launches, installed }, ledger)
  const python = {
    ...pythonFacts(folder, manifests, code, {
      manager: manager.packageManager,
      migrations,
      ...variables,
      installed,
      surroundings: around?.surroundings ?? null,
    }),
    ...imports,
    dependencies: [...manifests.dependencies, ...(around?.dependencies ?? [])],
    accelerator: acceleratorOf(folder, manifests, installed, ledger),
  }
  const wheels = withParts(fromIndex(installed, manifests, manager.packageManager), production, code)
  const system = systemPackagesOf(wheels, production, python.gitDependencies, runtime.version)
  ledger.notes.push(...system.notes)
  const binaries = compiledForOne(folder, manifests, manager.packageManager, production, runtime.version)
  const seen = { dependencies: production, modules, variables: variables.variables, folder }
  const uses = usesOf(seen)
  const read = variables.variables.map((one): Evidence => ({
    key: `variable.${one.name}`,
    value: one.name,
    file: one.file,
    line: one.line,
    confidence: 'certain',
  }))
  return {
    folder,
    manifests,
    code,
    launches,
    ledger,
    evidence: [...read, ...uses, ...offersOf(seen), ...system.evidence],
    uses,
    shared: {
      dir: folder.dir,
      language: 'python',
      ...manager,
      runtime,
      migrations,
      systemPackages: system.packages,
      ...(around ? { workspace: workspaceFacts(around) } : {}),
      internalDependencies: internalDependencies(manifests, manager.packageManager, around),
      ...(binaries.length > 0 ? { binaries } : {}),
      uses: [...new Set(uses.map((one) => one.key.slice('uses.'.length)))],
      variables: variables.variables,
      python,
      node: null,
    },
  }
}

/** Those that the manifest names, and folders with a manifest of their own that the code imports all the same. */
function internalDependencies(manifests: Manifests, manager: string, around: Around | null): string[] {
  const installed = manager === 'pip' && around ? around.packages.map((one) => one.name) : localDependencies(manifests, manager)
  return [...new Set([...installed, ...(around?.bundledProjects ?? [])])]
}

/** Parts of a framework that need more of the system than the rest of it: what conda has of GDAL comes with all of that. */
function withParts(installed: ReadonlySet<string>, production: readonly Dependency[], code: Code): ReadonlySet<string> {
  const fromConda = production.some((one) => one.conda && /^(lib)?gdal(-core)?$/.test(one.name))
  const maps = !fromConda && code.own.some((file) => /\bdjango\.contrib\.gis\b/.test(file.text))
  return maps ? new Set([...installed, 'django.contrib.gis']) : installed
}
