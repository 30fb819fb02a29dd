import { posix } from 'node:path'
import type { UnitFacts } from '../detect/facts.ts'
import type { LocalPackage, Surroundings } from '../detect/python-workspace/facts.ts'
import type { PackageManager } from '../package-managers/contract.ts'
import type { AroundPlan, BuildPlan, CopyPlan } from './plan.ts'
import { projectCopies } from './python-install.ts'

/** Where the builder has what it needs of the repository, each thing where it lies there. */
const mirror = '/workspace'

/** A unit that takes part of its image from the repository around its folder. */
interface Placed {
  facts: UnitFacts
  surroundings: Surroundings
  /** What the image is built from, relative to the project. */
  context: string
  /** The unit's folder, relative to that. */
  own: string
}

/**
 * The same build with its context above the unit's folder: its own paths are told from there, and what it takes of the repository is
 * installed in a mirror of it. What is below /app stays as it is for any unit.
 * @param keeps packages were installed that no manifest names.
 */
export function withAround(build: BuildPlan, manager: PackageManager, facts: UnitFacts, keeps: boolean): BuildPlan {
  const surroundings = facts.python?.surroundings
  if (!surroundings || !facts.workspace) return build
  const context = facts.workspace.root
  const placed = { facts, surroundings, context, own: posix.relative(context, facts.dir) || '.' }
  const { managed } = surroundings
  const production = manager.install({ for: 'production', what: 'dependencies' }, facts)
  const development = manager.install({ for: 'development', what: 'project', keeps }, facts)
  const manifests = managedFiles(manager, placed)
  const packages = surroundings.packages.filter((one) => !one.development)
  const checked = [...manifests, ...surroundings.manifests]
  return {
    ...build,
    installsIn: { path: posix.join(mirror, context, managed), stands: managed },
    manifests: production.binds.map((path) => posix.join(managed, path)),
    developmentManifests: [...new Set([...checked, ...packages.map(manifestOf), ...developmentPackages(surroundings).map(manifestOf)])],
    localProjects: [],
    installProduction: production.run,
    standIn: [],
    installProject: null,
    installDevelopment: development.run,
    source: build.source.map((one) => inContext(one, placed)),
    testSource: build.testSource.map((one) => inContext(one, placed)),
    around: around(build, manager, placed, keeps, checked),
  }
}

function around(build: BuildPlan, manager: PackageManager, placed: Placed, keeps: boolean, checked: readonly string[]): AroundPlan {
  const { facts, surroundings, own } = placed
  const python = facts.python
  const afterSource = Boolean(python?.packaged && !python.standIn)
  const packages = surroundings.packages.filter((one) => !one.development)
  const ownFiles = afterSource && python ? projectCopies(python, []).map((one) => inMirror(inContext(one, placed), placed)) : []
  const copied = new Set(ownFiles.flatMap((one) => one.from))
  return {
    packages: packages.flatMap((one) => packageCopies(one, placed)),
    developmentPackages: developmentPackages(surroundings).flatMap((one) => packageCopies(one, placed)),
    project: ownFiles,
    standIn: build.standIn.map((path) => posix.relative(surroundings.managed, posix.join(own, path))),
    install: manager.install({ for: 'production', what: 'project', keeps }, facts).run,
    manifests: checked.filter((path) => !copied.has(path)),
    unchecked: surroundings.unchecked,
    mounts: [...ownMounts(build, placed), ...packages.concat(developmentPackages(surroundings)).flatMap((one) => packageMounts(one, placed))],
    imports: surroundings.packages.flatMap((one) => (one.importRoot === null ? [] : [posix.join(mirror, placed.context, one.importRoot)])),
  }
}

function developmentPackages({ packages }: Surroundings): LocalPackage[] {
  return packages.filter((one) => one.development)
}

/** Manifest and lock file that the manager is run with, and the unit's own manifest where that is another. */
function managedFiles(manager: PackageManager, { facts, surroundings, own }: Placed): string[] {
  const { managed } = surroundings
  const files = manager.install({ for: 'production', what: 'project' }, facts).binds.map((path) => posix.join(managed, path))
  return [...new Set([...files, posix.join(own, 'pyproject.toml')])]
}

function manifestOf({ dir }: LocalPackage): string {
  return posix.join(dir, 'pyproject.toml')
}

/** A path of the unit's, which lies in its folder. */
function inContext({ from, to }: CopyPlan, { own }: Placed): CopyPlan {
  return { from: from.map((path) => posix.join(own, path)), to }
}

/** What lies in the context lies at the same place of the mirror. */
function inMirror({ from }: CopyPlan, placed: Placed): CopyPlan {
  const [first = ''] = from
  const single = from.length === 1 && !isFile(first)
  return { from, to: single ? place(first, placed) : `${place(posix.dirname(first), placed)}/`.replace(/^\.\/\//, './') }
}

/** Relative to the folder in which the installs run, as long as that leads downwards. */
function place(path: string, { surroundings, context }: Placed): string {
  if (surroundings.managed !== '.') return posix.join(mirror, context, path)
  return path === '.' ? '.' : `./${path}`
}

function packageCopies({ files }: LocalPackage, placed: Placed): CopyPlan[] {
  const single = files.filter(isFile)
  const [first] = single
  return [
    ...(first === undefined ? [] : [{ from: single, to: `${place(posix.dirname(first), placed)}/` }]),
    ...files.filter((path) => !isFile(path)).map((path) => ({ from: [path], to: place(path, placed) })),
  ]
}

/** The unit's own source where the image has it. */
function ownMounts(build: BuildPlan, { own }: Placed): AroundPlan['mounts'] {
  const copies = [...build.source, ...(build.installProject?.copy ?? []).filter((one) => one.to !== './'), ...build.testSource]
  const paths = [...new Set(copies.flatMap((one) => one.from))].filter((path) => path !== 'pyproject.toml')
  return paths.map((path) => ({ from: posix.join(own, path), to: posix.join('/app', path) }))
}

function packageMounts({ files }: LocalPackage, { context }: Placed): AroundPlan['mounts'] {
  return files.filter((path) => !isFile(path)).map((path) => ({ from: path, to: posix.join(mirror, context, path) }))
}

function isFile(path: string): boolean {
  return /\.[a-z]+$/.test(path) || /(^|\/)(README|LICEN[CS]E|COPYING|NOTICE)$/i.test(path)
}
