import { posix } from 'node:path'
import { importGraph } from '../import-graph.ts'
import { moduleName } from '../import-root.ts'
import type { Launch } from '../launches.ts'
import { option } from '../launches/options.ts'
import type { Sighting, UnitSource } from '../source.ts'
import { loadables } from './definitions.ts'
import { refuseTwins } from './refuse.ts'
import type { StatedLocation } from './stated.ts'

/**
 * Code locations, each a unit: those that settings state, else those that lines which start a code server name, else what the code
 * itself has to load. The first two may be several; several of the last are a question.
 */
export function recogniseDagster(source: UnitSource): readonly Sighting[] {
  const stated = onceEach(source, source.locations.stated)
  const all = stated.length > 0 ? stated : onceEach(source, served(source))
  if (all.length > 0) {
    const found = all.map((one) => sighting(source, one, all.length))
    refuseTwins(found.map(({ details, file, line }) => ({ name: details['location'] ?? '', file, line })))
    return found
  }
  return loadables(source).map(({ module, attribute, line }) => {
    const entrypoint = attribute === null ? module.name : `${module.name}:${attribute}`
    const details = detailsOf(source, source.locations.served ?? nameOf(module.name), 'module', null)
    return {
      entrypoint,
      factory: false,
      ...portOf(source, module.name),
      file: module.file,
      line,
      confidence: 'certain',
      why: 'it has definitions to load',
      details,
      ...settingsRead(source),
    }
  })
}

/** Lines of images, scripts and compose files that start a code server. */
function served({ launches, locations, files, importRoot }: UnitSource): StatedLocation[] {
  const servers = codeServers(launches)
  const stated = servers.map(({ argv, target, path, file, line }): StatedLocation => ({
    name: option(argv, '--location-name') ?? (servers.length === 1 ? locations.served : null),
    kind: target ? 'module' : 'file',
    target: target?.module ?? path ?? '',
    attribute: option(argv, '--attribute', '-a'),
    workingDir: null,
    file,
    line,
  }))
  return stated.filter((one) => (one.kind === 'file' ? files.includes(one.target) : fileOf(one.target, importRoot, files) !== null))
}

function codeServers(launches: UnitSource['launches']): readonly Launch[] {
  return launches.filter((one) => one.program === 'dagster' && /^(api grpc|code-server start)$/.test(one.action ?? ''))
}

/** The port that its code server is started with, so that what reaches it from elsewhere still does. */
function portOf({ launches }: UnitSource, target: string): { port?: number } {
  const servers = codeServers(launches).filter((one) => one.port !== null)
  const own =
    servers.find((one) => one.target?.module === target || one.path === target) ?? (new Set(servers.map((one) => one.port)).size === 1 ? servers[0] : undefined)
  return own?.port ? { port: own.port } : {}
}

/** One module that two files name is one location; a package that only hands out what another module of it has is that module. */
function onceEach(source: UnitSource, stated: readonly StatedLocation[]): StatedLocation[] {
  const graph = importGraph(source)
  const name = (one: StatedLocation) => (one.kind === 'file' ? moduleName(one.target, source.importRoot) : one.target)
  const same = (a: StatedLocation, b: StatedLocation) =>
    (name(a) === name(b) && (a.attribute === b.attribute || a.attribute === null || b.attribute === null)) ||
    (name(a) === name(b).split('.')[0] && graph.reaches(name(a)).has(name(b))) ||
    (name(b) === name(a).split('.')[0] && graph.reaches(name(b)).has(name(a)))
  return stated.filter((one, index) => !stated.slice(0, index).some((other) => same(one, other)))
}

function sighting(source: UnitSource, one: StatedLocation, count: number): Sighting & { details: Readonly<Record<string, string>> } {
  const name = one.name ?? (count === 1 ? source.locations.served : null) ?? nameOf(one.target)
  return {
    ...(count > 1 ? { role: roleOf(name) } : {}),
    entrypoint: one.attribute === null ? one.target : `${one.target}:${one.attribute}`,
    factory: false,
    file: one.file,
    line: one.line,
    ...portOf(source, one.target),
    confidence: 'certain',
    why: 'it is stated there',
    details: detailsOf(source, name, one.kind, one.workingDir),
    ...settingsRead(source),
  }
}

function detailsOf(source: UnitSource, location: string, kind: StatedLocation['kind'], workingDir: string | null): Readonly<Record<string, string>> {
  const version = source.versionOf('dagster')
  return {
    location,
    ...(kind === 'autoload' ? { load: kind } : {}),
    ...(workingDir === null ? {} : { workingDir }),
    ...(version === null ? {} : { version }),
    ...(source.locations.dbt === null ? {} : { dbt: source.locations.dbt }),
  }
}

/** Components and `load_from_defs_folder` look for the project's settings in the folders above the code, when it is loaded. */
function settingsRead({ files, own }: UnitSource): Pick<Sighting, 'files'> {
  const looks = own.some((one) => /\b(load_from_defs_folder|load_defs|build_component_defs|build_defs_for_component|ComponentTree)\b/.test(one.text))
  return looks ? { files: ['dg.toml', 'pyproject.toml'].filter((file) => files.includes(file)) } : {}
}

/** `etl.definitions` → `etl`, `jobs/nightly.py` → `nightly`: what tells it apart from others. */
function nameOf(target: string): string {
  if (target.endsWith('.py')) {
    const stem = posix.basename(target, '.py')
    const folder = posix.basename(posix.dirname(target))
    return /^(__init__|definitions|repository|repo|defs|workspace)$/.test(stem) && folder !== '' && folder !== '.' ? folder : stem
  }
  return target.replace(/(\.(definitions|defs|repository|repo))+$/, '')
}

/** A name that compose takes. */
function roleOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9_-]+/g, '-')
      .replace(/^[^a-z0-9]+|[-_]+$/g, '') || 'location'
  )
}

/** The file of a module in the unit; null where it is none of the unit's. */
export function fileOf(module: string, importRoot: string, files: readonly string[]): string | null {
  const path = posix.join(importRoot, module.replaceAll('.', '/'))
  return [`${path}.py`, `${path}/__init__.py`].find((one) => files.includes(one)) ?? null
}
