import type { Stack } from '../stacks/contract.ts'
import { isAside } from './decoys.ts'
import { chooseEntrypoint, noEntrypoint } from './entrypoint.ts'
import type { Evidence, UnitFacts } from './facts.ts'
import type { StatedDependencies } from './python-facts.ts'
import { chooseHealth } from './health.ts'
import { withoutManifest } from './imports/without-manifest.ts'
import { refuseMissing } from './dagster/refuse.ts'
import { dbtProject, servedName, statedLocations } from './dagster/stated.ts'
import { launchesInCode } from './launches/code.ts'
import type { Launch } from './launches.ts'
import { newLedger, type Ledger } from './ledger.ts'
import { metricsOf } from './metrics.ts'
import { type Manifests } from './manifests.ts'
import { choosePort } from './port.ts'
import { serviceFor } from '../services/index.ts'
import { readUnit } from './python-workspace/read-unit.ts'
import { brings, recognise, type Recognised } from './recognise.ts'
import { routesOf } from './routes.ts'
import { frameworkFacts } from './framework-facts.ts'
import type { Sighting } from './source.ts'
import type { UnitFolder } from './unit-folder.ts'

import { sharedFacts, sourceOf, type PythonFolder } from './python-folder.ts'

/** One thing to run; `uses` tells the services apart by kind, with what speaks for each. */
export interface DetectedUnit {
  unit: UnitFacts
  unknown: Ledger['unknown']
  uses: readonly Evidence[]
}

/**
 * Everything to run in a folder, the one that gives its image a name first. Empty where no stack is seen.
 * @param stated what a person said that the folder needs, where no manifest does.
 * @throws UserError where a file that matters cannot be read.
 */
export async function detectPythonUnits(given: UnitFolder, stacks: readonly Stack[], stated?: StatedDependencies): Promise<DetectedUnit[]> {
  const { folder, manifests: named, launches: written, code, around } = await readUnit(given, stated)
  const { manifests, imports } = await withoutManifest(folder, named, code, stated)
  const launches = [...written, ...launchesInCode(code.modules)]
  const locations = { stated: await statedLocations(folder, manifests.pyproject), served: await servedName(folder), dbt: dbtProject(folder) }
  refuseMissing(folder, locations.stated, code.importRoot, new Set(manifests.dependencies.map((one) => one.name)))
  const source = { ...sourceOf(folder, manifests, code, launches, locations), packageModules: around?.modules ?? [] }
  const recognised = await recognise(folder, manifests, code, source, stacks)
  if (recognised.length === 0) return []
  const all = sharedFacts(folder, manifests, code, launches, imports, around)
  return recognised.map((one, index) => unitOf(one, index === 0, all, recognised.length === 1))
}

/** @param first what concerns the folder as a whole is asked and told once, with its first unit. @param alone it is the only one there. */
function unitOf(recognised: Recognised, first: boolean, all: PythonFolder, alone: boolean): DetectedUnit {
  const { folder, manifests, code, launches, shared } = all
  const ledger = newLedger()
  const entry = entryOf(recognised, all, ledger)
  const listens = recognised.stack.defaultPort !== null || entry?.details?.['listens'] !== undefined
  const fallback = entry?.port === undefined ? defaultPort(recognised, folder, manifests) : ownPort(entry, entry.port)
  // A protocol of its own between its own servers: what else listens there says nothing of it.
  const ownProtocol = recognised.stack.listens !== undefined
  if (ownProtocol) ledger.evidence.push(fallback)
  const port = ownProtocol
    ? Number(fallback.value)
    : listens
      ? choosePort(
          {
            folder,
            launches: launches.filter((one) => !isHelper(one, entry) && !isOtherProtocol(one, entry)),
            modules: code.modules,
            variables: shared.variables,
            stack: recognised.stack.id,
          },
          fallback,
          ledger,
        )
      : null
  const requests = listens && !ownProtocol && (entry?.details?.['listens'] ?? 'http') === 'http'
  const routes = requests ? routesOf(code.modules) : []
  const healthPath = requests ? (ownHealth(recognised, manifests, ledger) ?? chooseHealth(routes, ledger)) : null
  const metrics = requests || alone ? metricsOf(code.modules, routes, alone, ledger) : null
  const common = all.ledger
  const needs = needed(recognised, all)
  const own = frameworkFacts(entry ?? recognised.sightings[0] ?? null, all, ledger)
  const unit: UnitFacts = {
    name: folder.dir === '.' ? recognised.role : first ? (folder.dir.split('/').at(-1) ?? folder.dir) : recognised.role,
    role: recognised.role,
    stack: recognised.stack.id,
    framework: recognised.framework,
    ...shared,
    ...own.facts,
    ...withNeeds(recognised.stack, own.facts.uses ?? shared.uses),
    entrypoint: entry?.entrypoint ?? null,
    factory: entry?.factory ?? false,
    port,
    healthPath,
    files: entry?.files ?? recognised.sightings[0]?.files ?? [],
    details: entry?.details ?? recognised.sightings[0]?.details ?? {},
    ...(own.own.length > 0 ? { needs: own.own } : {}),
    alternatives: recognised.sightings.slice(entry && recognised.sightings.length === 1 ? 1 : 0).map(alternative),
    routes: routes.map(({ method, path, file, line }) => ({ method, path, file, line })),
    ...(metrics ? { metrics } : {}),
    evidence: [...ledger.evidence, ...common.evidence, ...own.uses, ...all.evidence, ...needs],
    unknown: [],
    notes: [...(first ? own.notes : []), ...ledger.notes],
  }
  return { unit, unknown: [...ledger.unknown, ...(first ? own.unknown : [])], uses: [...own.uses, ...all.uses, ...needs] }
}

/** What the framework itself keeps its own data in, beside what the code talks to. */
function withNeeds({ needs = [] }: Stack, uses: readonly string[]): Pick<UnitFacts, 'uses' | 'needs'> {
  const missing = needs.filter((kind) => !uses.some((one) => serviceFor(one)?.protocol === serviceFor(kind)?.protocol))
  return missing.length > 0 ? { uses: [...uses, ...missing], needs: missing } : { uses }
}

/** At the line that brings the framework. */
function needed({ stack, sightings }: Recognised, { manifests, shared }: PythonFolder): Evidence[] {
  const at = manifests.dependencies.find((one) => brings(stack, one)) ?? sightings[0]
  const { needs = [] } = withNeeds(stack, shared.uses)
  return at ? needs.map((kind) => ({ key: `uses.${kind}`, value: stack.id, file: at.file, line: at.line, confidence: 'likely' })) : []
}

/** A module of `tools` or `scripts` that starts something of its own: its port is not the app's. */
function isHelper({ file }: Launch, entry: Sighting | null): boolean {
  return entry !== null && file.endsWith('.py') && file !== entry.file && isAside(file) && !isAside(entry.file)
}

/** uWSGI's settings say nothing of an app that it cannot serve. */
function isOtherProtocol({ program }: Launch, entry: Sighting | null): boolean {
  return program === 'uwsgi' && entry?.details?.['protocol'] === 'asgi'
}

/** A server with a route of its own for checks, at the line that brings it. */
function ownHealth({ stack, sightings }: Recognised, manifests: Manifests, ledger: Ledger): string | null {
  const [first] = sightings
  const at = manifests.dependencies.find((one) => brings(stack, one)) ?? first
  if (first?.healthPath === undefined || !at) return null
  ledger.evidence.push({ key: 'healthPath', value: first.healthPath, file: at.file, line: at.line, confidence: 'certain' })
  return first.healthPath
}

function entryOf({ stack, framework, sightings }: Recognised, { folder, manifests, code, launches }: PythonFolder, ledger: Ledger): Sighting | null {
  const dependency = manifests.dependencies.find((one) => brings(stack, one))
  const [first] = sightings
  const at = dependency ?? first
  if (at) ledger.evidence.push({ key: 'stack', value: stack.id, file: at.file, line: at.line, confidence: 'certain' })
  if (at && framework) ledger.evidence.push({ key: 'framework', value: framework, file: at.file, line: at.line, confidence: 'certain' })
  if (sightings.length === 0) {
    noEntrypoint(stack, dependency ?? { file: folder.fromRoot('.'), line: 1 }, ledger)
    return null
  }
  const chosen = chooseEntrypoint({ sightings, launches, modules: code.modules, importRoot: code.importRoot, dir: folder.dir }, ledger)
  const toolkit = chosen?.details?.['framework']
  if (at && toolkit !== undefined) ledger.evidence.push({ key: 'framework', value: toolkit, file: at.file, line: at.line, confidence: 'likely' })
  return chosen
}

function alternative({ entrypoint, port, details = {} }: Sighting): UnitFacts['alternatives'][number] {
  return { entrypoint, port: port ?? null, details }
}

/** The port that the program itself says. */
function ownPort({ file, line }: Sighting, port: number): Evidence {
  return { key: 'port', value: String(port), file, line, confidence: 'likely' }
}

/** The stack's own port, at the line that brings the server. */
function defaultPort({ stack, sightings }: Recognised, folder: UnitFolder, manifests: Manifests): Evidence {
  const at = manifests.dependencies.find((one) => one.name === 'uvicorn') ?? manifests.dependencies.find((one) => brings(stack, one)) ?? sightings[0]
  return { key: 'port', value: String(stack.defaultPort ?? 8000), file: at?.file ?? folder.fromRoot('.'), line: at?.line ?? 1, confidence: 'guess' }
}
