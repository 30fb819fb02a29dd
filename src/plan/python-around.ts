import { posix } from 'node:path'
import type { UnitFacts } from '../detect/facts.ts'
import type { LocalPackage } from '../detect/python-workspace/facts.ts'
import type { PackageManager } from '../package-managers/contract.ts'
import { mirrored, packageRoots } from '../servers/mirror.ts'
import type { AroundPlan, BuildPlan, CopyPlan } from './build-plan.ts'
import { flat, type Placed } from './python-around-paths.ts'
import { projectCopies } from './python-install.ts'

/**
 * The same build with its context above the unit's folder: its own paths are told from there, and it gets what it takes of the
 * repository. What is below /app stays as it is for any unit.
 * @param keeps packages were installed that no manifest names.
 */
export function withAround(build: BuildPlan, manager: PackageManager, facts: UnitFacts, keeps: boolean): BuildPlan {
  const surroundings = facts.python?.surroundings
  if (!surroundings || !facts.workspace) return build
  const placed = { facts, surroundings, own: posix.relative(facts.workspace.root, facts.dir) || '.' }
  return {
    ...(surroundings.mirror ? inMirror(build, manager, placed, keeps) : besideWheels(build, manager, placed)),
    source: build.source.flatMap((one) => flat(one, placed)),
    testSource: build.testSource.flatMap((one) => flat(one, placed)),
  }
}

/** The manager installs everything, in a mirror of the repository: other projects come from where they lie. */
function inMirror(build: BuildPlan, manager: PackageManager, placed: Placed, keeps: boolean): BuildPlan {
  const { facts, surroundings, own } = placed
  const { managed, packages } = surroundings
  const production = manager.install({ for: 'production', what: 'dependencies' }, facts)
  const project = manager.install({ for: 'production', what: 'project', keeps }, facts)
  const at = (path: string) => posix.join(managed, path)
  const checked = [...new Set([...project.binds.map(at), ...[posix.join(own, 'pyproject.toml'), ...surroundings.manifests].sort()])]
  const python = facts.python
  const afterSource = python?.packaged && !python.standIn
  const ownFiles = afterSource ? projectCopies(python, []).flatMap((one) => flat(one, placed)) : []
  const copied = new Set(ownFiles.flatMap((one) => one.from))
  return {
    ...build,
    installsIn: { path: mirrored(facts, managed), stands: managed },
    manifests: production.binds.map(at),
    developmentManifests: [...checked, ...packages.map((one) => posix.join(one.dir, 'pyproject.toml')).filter((path) => !path.endsWith('.whl/pyproject.toml'))],
    localProjects: [],
    installProduction: production.run,
    standIn: [],
    installProject: null,
    installDevelopment: manager.install({ for: 'development', what: 'project', keeps }, facts).run,
    around: {
      ...common(build, placed),
      project: ownFiles.flatMap((one) => mirrorCopies(one.from, placed)),
      standIn: build.standIn.map((path) => posix.relative(managed, posix.join(own, path))),
      install: [...(production.run.length > 0 ? [] : manager.prepare), ...project.run],
      manifests: checked.filter((path) => !copied.has(path)),
      unchecked: surroundings.unchecked,
      wheels: [],
    },
  }
}

/** The manager installs what comes from an index, as for any unit; wheels of the other projects follow. */
function besideWheels(build: BuildPlan, manager: PackageManager, placed: Placed): BuildPlan {
  const { own, surroundings } = placed
  const at = (path: string) => posix.join(own, path)
  const copyFrom = ({ from, to }: CopyPlan): CopyPlan => ({ from: from.map(at), to })
  const packages = surroundings.packages.filter((one) => !one.development)
  // Only where nothing is locked does a wheel say what else it needs.
  const how = manager.lockfile === null ? '' : '--no-deps '
  return {
    ...build,
    installsIn: { path: '/app', stands: own },
    manifests: build.manifests.map(at),
    developmentManifests: build.developmentManifests.map(at),
    localProjects: build.localProjects.map(copyFrom),
    installProject: build.installProject && { ...build.installProject, copy: build.installProject.copy.flatMap((one) => flat(one, placed)) },
    around: {
      ...common(build, placed),
      ...(manager.links && packages.length > 0 ? linked(placed) : {}),
      project: [],
      standIn: [],
      install:
        packages.length === 0
          ? []
          : [...(build.installProduction.length > 0 ? [] : manager.prepare), `pip --python /opt/venv/bin/python install ${how}/wheels/*.whl`],
      manifests: [],
      unchecked: null,
      wheels: packages.map((one) => `./${one.dir}`),
    },
  }
}

/** Development gets the source of all packages, and the manager makes links to it from where the unit lies among them. */
function linked(placed: Placed): Pick<AroundPlan, 'developmentPackages' | 'developsIn'> {
  const { facts, surroundings, own } = placed
  return { developmentPackages: surroundings.packages.flatMap((one) => mirrorCopies(one.files, placed)), developsIn: mirrored(facts, own) }
}

type Common = Pick<AroundPlan, 'packages' | 'developmentPackages' | 'developsIn' | 'mounts' | 'imports'>

function common(build: BuildPlan, placed: Placed): Common {
  const { packages } = placed.surroundings
  const copies = (development: boolean) => packages.filter((one) => one.development === development).flatMap((one) => mirrorCopies(one.files, placed))
  return {
    packages: copies(false),
    developmentPackages: copies(true),
    developsIn: null,
    mounts: [...ownMounts(build, placed), ...packages.flatMap((one) => packageMounts(one, placed))],
    imports: packageRoots(placed.facts, true),
  }
}

/** What lies in the context lies at the same place of the mirror: files of one folder together, each folder by itself. */
function mirrorCopies(paths: readonly string[], placed: Placed): CopyPlan[] {
  const files = paths.filter(isFile)
  const folders = [...new Set(files.map((path) => posix.dirname(path)))]
  return [
    ...folders.map((folder) => ({ from: files.filter((path) => posix.dirname(path) === folder), to: `${place(folder, placed)}/` })),
    ...paths.filter((path) => !isFile(path)).map((path) => ({ from: [path], to: place(path, placed) })),
  ]
}

/** Relative to the mirror, as long as that is where the installs run. */
function place(path: string, { facts, surroundings }: Placed): string {
  if (surroundings.managed !== '.' || !surroundings.mirror) return mirrored(facts, path)
  return path === '.' ? '.' : `./${path}`
}

/** The unit's own source where the image has it. */
function ownMounts(build: BuildPlan, placed: Placed): AroundPlan['mounts'] {
  const copies = [...build.source, ...(build.installProject?.copy ?? []).filter((one) => one.to !== './'), ...build.testSource]
  const mounts = copies.flatMap((one) => flat(one, placed)).flatMap(({ from, to }) => from.map((path) => ({ from: path, to: inApp(path, to) })))
  return mounts.filter((one, index) => !/(^|\/)pyproject\.toml$/.test(one.from) && mounts.findIndex((other) => other.to === one.to) === index)
}

function inApp(path: string, to: string): string {
  return posix.join('/app', to.endsWith('/') ? `${to}${posix.basename(path)}` : to)
}

function packageMounts({ files }: LocalPackage, { facts }: Placed): AroundPlan['mounts'] {
  return files.filter((path) => !isFile(path)).map((path) => ({ from: path, to: mirrored(facts, path) }))
}

function isFile(path: string): boolean {
  return /\.[a-z]+$/.test(path) || /(^|\/)(README|LICEN[CS]E|COPYING|NOTICE)$/i.test(path)
}
