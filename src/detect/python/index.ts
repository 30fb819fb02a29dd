import type { Call } from '../source.ts'
import type { Migrations, VariableFact } from '../facts.ts'
import { knownServers, type PythonFacts } from '../python-facts.ts'
import { lockOf, productionDependencies, type Manifests } from '../manifests.ts'
import type { Code } from '../modules.ts'
import { isGit } from '../readers/requirement.ts'
import type { Surroundings } from '../python-workspace/facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { flaskInstance } from './flask-instance.ts'
import { packagingOf } from './packaging.ts'
import { sourcePaths } from './source-paths.ts'
import { installFiles } from './install-files.ts'
import { chosenParts, groupsOf, partsOf, pixiParts } from './parts.ts'
import { testsOf } from './tests.ts'
import { writesOf } from './writes.ts'

/** What has been found out before the layout is looked at. */
export interface Known {
  manager: string
  migrations: Migrations | null
  variables: readonly VariableFact[]
  secretsDir: string | null
  /** Names of everything that production installs, as far as it is known. */
  installed: ReadonlySet<string>
  surroundings: Surroundings | null
}

/** How the unit is laid out, installed, tested and served. */
export function pythonFacts(folder: UnitFolder, manifests: Manifests, code: Code, known: Known): Omit<PythonFacts, 'imports' | 'named' | 'accelerator'> {
  const source = sourcePaths(folder, code, known.migrations)
  const instance = flaskInstance(code.modules, manifests.dependencies, code.importRoot)
  const { writes, sqliteBesideCode } = writesOf(folder, code.modules, known.variables, instance)
  const parts = partsOf(known.manager === 'pipenv' ? manifests.pipfile : known.manager === 'pip' && manifests.setup ? manifests.setup : manifests.pyproject)
  const { production, development } = known.manager === 'pixi' ? pixiParts(manifests.pixi) : chosenParts(parts, known.manager)
  const groups = lockOf(manifests, known.manager)?.groups ?? null
  const locked = (name: string): boolean => groups === null || groups.includes(name)
  return {
    ...packagingOf(folder, manifests, known.manager, known.surroundings),
    surroundings: known.surroundings,
    importRoot: code.importRoot,
    sourceFolders: source.folders,
    sourceFiles: source.files,
    modules: code.own.length,
    dependencies: manifests.dependencies,
    locked: lockedNames(manifests, known.manager),
    ...installFiles(manifests, known.manager),
    gitDependencies: needsGit(manifests, known),
    groups: groupsOf(parts),
    productionGroups: production.groups,
    productionExtras: production.extras.filter(locked),
    developmentGroups: development.groups,
    developmentExtras: development.extras.filter(locked),
    tests: testsOf(folder, manifests, code),
    writes,
    sqliteBesideCode,
    sqliteRoot: instance.sqliteRoot,
    servers: knownServers.filter((name) => known.installed.has(name)),
    tools: toolsOf(manifests),
    engines: enginesOf(code),
    secretsDir: known.secretsDir,
  }
}

function lockedNames(manifests: Manifests, manager: string): readonly string[] {
  return lockOf(manifests, manager)?.names ?? (manager === 'pip' && manifests.main?.locked ? manifests.main.pinned : [])
}

/** What production installs: what the lock file reaches from the direct dependencies, else these alone. */
export function installedNames(manifests: Manifests, manager: string): ReadonlySet<string> {
  const direct = productionDependencies(manifests)
  const names = new Set(direct.flatMap((one) => [one.name, ...broughtByExtras(one.name, one.extras)]))
  const reached = lockOf(manifests, manager)?.reachable(direct) ?? new Set<string>()
  const pinned = manager === 'pip' && manifests.main?.locked ? manifests.main.pinned : []
  return new Set([...names, ...reached, ...pinned])
}

/** Those that may need something of the system: what conda installs brings its own libraries. */
export function fromIndex(installed: ReadonlySet<string>, manifests: Manifests, manager: string): ReadonlySet<string> {
  if (manager !== 'conda' && manager !== 'pixi') return installed
  const direct = productionDependencies(manifests).filter((one) => !one.conda)
  return new Set([...direct.map((one) => one.name), ...(lockOf(manifests, manager)?.fromIndex ?? [])])
}

/** Extras whose distributions matter here and stand in no manifest. */
function broughtByExtras(name: string, extras: readonly string[]): string[] {
  if (name === 'psycopg') return extras.filter((extra) => extra === 'binary' || extra === 'c').map((extra) => `psycopg-${extra}`)
  if (name === 'fastapi' && (extras.includes('standard') || extras.includes('all'))) return ['uvicorn']
  return name === 'sqlalchemy' && extras.includes('postgresql-psycopg') ? ['psycopg'] : []
}

function needsGit(manifests: Manifests, { manager, installed }: Known): boolean {
  if (productionDependencies(manifests).some((one) => isGit(one.spec)) || manifests.main?.git || manifests.development?.git || manifests.conda.main?.git)
    return true
  const lock = lockOf(manifests, manager)
  return lock !== null && [...installed].some((name) => lock.isGit(name))
}

function toolsOf({ pyproject, dependencies }: Manifests): PythonFacts['tools'] {
  const tools = ['ruff', 'mypy', 'black', 'pyright'] as const
  return tools.filter((name) => pyproject?.tool(name) || dependencies.some((one) => one.name === name))
}

function enginesOf(code: Code): PythonFacts['engines'] {
  return code.modules.flatMap((module) =>
    module.calls
      .filter((call) => /^(sqlalchemy|sqlmodel)\b.*\bcreate_(async_)?engine$|^sqlalchemy\b.*\b(async_)?engine_from_config$/.test(call.callee))
      .map((call) => ({
        call: call.callee.split('.').at(-1) ?? call.callee,
        ...(keepsNoPool(call) ? { unpooled: true as const } : {}),
        ...pinged(call),
        file: module.file,
        line: call.line,
      })),
  )
}

function pinged({ arguments: given }: Call): { pinged?: number } {
  const line = given.find((one) => one.name === 'pool_pre_ping' && one.literal === true)?.line
  return line === undefined ? {} : { pinged: line }
}

function keepsNoPool({ arguments: given }: Call): boolean {
  return given.some((one) => one.name === 'poolclass' && /\bNullPool$/.test(one.text))
}
