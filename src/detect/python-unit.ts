import type { Stack } from '../stacks/contract.ts'
import { findAlembic } from './alembic.ts'
import { isAside } from './decoys.ts'
import { chooseEntrypoint, noEntrypoint } from './entrypoint.ts'
import type { Dependency, Evidence, UnitFacts } from './facts.ts'
import { chooseHealth } from './health.ts'
import { launchesIn, launchesInCode } from './launches.ts'
import { newLedger, type Ledger } from './ledger.ts'
import { productionDependencies, readManifests, type Manifests } from './manifests.ts'
import { readCode, type Code } from './modules.ts'
import { pythonManager } from './package-manager.ts'
import { choosePort } from './port.ts'
import { installedNames, pythonFacts } from './python/index.ts'
import { localDependencies } from './python/packaging.ts'
import { routesOf } from './routes.ts'
import { pythonVersion } from './runtime.ts'
import type { Sighting } from './source.ts'
import { systemPackagesOf } from './system-packages/index.ts'
import type { UnitFolder } from './unit-folder.ts'
import { usesOf } from './uses.ts'
import { variablesOf } from './variables/index.ts'

/** What one folder turned out to be; `uses` tells the services apart by kind, with what speaks for each. */
export interface DetectedUnit {
  unit: UnitFacts
  unknown: Ledger['unknown']
  uses: readonly Evidence[]
}

/** A stack that the folder's code or manifest shows. */
interface Recognised {
  stack: Stack
  sightings: readonly Sighting[]
}

/** @returns null where no stack is seen. @throws UserError where a file that matters cannot be read. */
export async function detectPythonUnit(folder: UnitFolder, stacks: readonly Stack[]): Promise<DetectedUnit | null> {
  const manifests = await readManifests(folder)
  const launches = launchesIn(folder)
  const started = launches.flatMap((one) => (one.target ? [one.target.module] : []))
  const code = await readCode(folder, manifests.pyproject, started)
  const recognised = await recognise(folder, manifests, code, stacks)
  if (!recognised) return null
  const ledger = newLedger()
  const entry = entryOf(recognised, folder, manifests, code, [...launches, ...launchesInCode(code.modules)], ledger)
  const manager = pythonManager(folder, manifests, ledger)
  const runtime = pythonVersion(folder, manifests, ledger)
  const variables = variablesOf(code.modules)
  const production = productionDependencies(manifests)
  const installed = installedNames(manifests, manager.packageManager)
  const migrations = findAlembic(folder, manifests, code.importRoot, ledger)
  const python = pythonFacts(folder, manifests, code, { manager: manager.packageManager, migrations, ...variables, installed }, ledger)
  const system = systemPackagesOf(installed, production, python.gitDependencies)
  const uses = usesOf(production, code.modules)
  const port = choosePort(folder, [...launches, ...launchesInCode(code.modules)], variables.variables, defaultPort(recognised, folder, manifests), ledger)
  const routes = routesOf(code.modules)
  const healthPath = chooseHealth(routes, ledger)
  for (const one of variables.variables)
    ledger.evidence.push({ key: `variable.${one.name}`, value: one.name, file: one.file, line: one.line, confidence: 'certain' })
  const unit: UnitFacts = {
    name: folder.dir === '.' ? recognised.stack.role : (folder.dir.split('/').at(-1) ?? folder.dir),
    dir: folder.dir,
    language: 'python',
    stack: recognised.stack.id,
    ...manager,
    runtime,
    entrypoint: entry?.entrypoint ?? null,
    factory: entry?.factory ?? false,
    port,
    healthPath,
    routes: routes.map(({ method, path, file, line }) => ({ method, path, file, line })),
    migrations,
    systemPackages: system.packages,
    internalDependencies: localDependencies(manifests.pyproject),
    uses: [...new Set(uses.map((one) => one.key.slice('uses.'.length)))],
    variables: variables.variables,
    python,
    evidence: [...ledger.evidence, ...uses, ...system.evidence],
    unknown: [],
    notes: ledger.notes,
  }
  return { unit, unknown: ledger.unknown, uses }
}

async function recognise(folder: UnitFolder, manifests: Manifests, code: Code, stacks: readonly Stack[]): Promise<Recognised | null> {
  const dependencies = new Set(manifests.dependencies.map((one) => one.name))
  const python = stacks.filter((stack) => stack.language === 'python')
  for (const stack of python) {
    const sightings = ofTheProgram(stack.recognise({ dir: folder.dir, dependencies, modules: code.modules }), folder, code)
    if (sightings.length > 0) return { stack, sightings }
  }
  const stack = python.find((one) => productionDependencies(manifests).some((dependency) => isOf(one, dependency)))
  if (!stack || isLibrary(manifests)) return null
  // An app in a folder that looks like examples is better than none at all, as long as there is something to serve it with.
  return { stack, sightings: stack.recognise({ dir: folder.dir, dependencies, modules: [...code.modules, ...(await code.aside())] }) }
}

/** `shop/scripts/fake_server.py` is part of the package and still no entry point, unless there is no other. */
function ofTheProgram(sightings: readonly Sighting[], folder: UnitFolder, code: Code): readonly Sighting[] {
  const prefix = [folder.dir, code.importRoot].filter((part) => part !== '.').join('/')
  const inside = (file: string) => (prefix !== '' && file.startsWith(`${prefix}/`) ? file.slice(prefix.length + 1) : file)
  const program = sightings.filter((one) => !isAside(inside(one.file).split('/').slice(1).join('/')))
  return program.length > 0 ? program : sightings
}

/** A package that extends a framework: it can be installed, has no app of its own, and nothing that would serve one. */
function isLibrary(manifests: Manifests): boolean {
  const serves = productionDependencies(manifests).some(
    (one) => /^(uvicorn|gunicorn|hypercorn|granian|daphne|fastapi-cli)$/.test(one.name) || (one.name === 'fastapi' && one.extras.length > 0),
  )
  return !serves && Boolean(manifests.pyproject?.buildSystem)
}

function isOf(stack: Stack, dependency: Dependency): boolean {
  return dependency.name === stack.id
}

function entryOf(
  { stack, sightings }: Recognised,
  folder: UnitFolder,
  manifests: Manifests,
  code: Code,
  launches: ReturnType<typeof launchesIn>,
  ledger: Ledger,
): Sighting | null {
  const dependency = manifests.dependencies.find((one) => isOf(stack, one))
  const [first] = sightings
  if (dependency) ledger.evidence.push({ key: 'stack', value: stack.id, file: dependency.file, line: dependency.line, confidence: 'certain' })
  else if (first) ledger.evidence.push({ key: 'stack', value: stack.id, file: first.file, line: first.line, confidence: 'certain' })
  if (sightings.length === 0) {
    noEntrypoint(stack.title, dependency?.file ?? folder.fromRoot('.'), dependency?.line ?? 1, ledger)
    return null
  }
  return chooseEntrypoint({ sightings, launches, modules: code.modules, importRoot: code.importRoot, dir: folder.dir }, ledger)
}

/** The stack's own port, at the line that brings the server. */
function defaultPort({ stack, sightings }: Recognised, folder: UnitFolder, manifests: Manifests): Evidence {
  const at = manifests.dependencies.find((one) => one.name === 'uvicorn') ?? manifests.dependencies.find((one) => isOf(stack, one)) ?? sightings[0]
  return { key: 'port', value: String(stack.defaultPort ?? 8000), file: at?.file ?? folder.fromRoot('.'), line: at?.line ?? 1, confidence: 'guess' }
}
