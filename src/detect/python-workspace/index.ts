import type { Dependency, WorkspaceFacts } from '../facts.ts'
import { productionDependencies, type Manifests } from '../manifests.ts'
import type { PythonModule } from '../source.ts'
import { readPyproject } from '../readers/pyproject.ts'
import { unitFolder, type UnitFolder } from '../unit-folder.ts'
import type { Bundled, Surroundings } from './facts.ts'
import { filesOf, localPackages, type Package } from './local-packages.ts'
import { below, commonFolder, isWithin } from './paths.ts'
import { isDynamic, uvWorkspaceOf, type UvWorkspace } from './uv-members.ts'
import { textAt } from '../readers/toml.ts'
import { normalise } from '../readers/requirement.ts'

/** What lies around a unit's folder, and what of it is the unit's. */
export interface Around {
  /** From the project's root: what the image is built from. */
  root: string
  surroundings: Surroundings
  /** Other projects that it installs; paths from the project's root. */
  packages: readonly Package[]
  /** Names of projects whose folders are bundled. */
  bundledProjects: readonly string[]
  /** What production installs for the packages. */
  dependencies: readonly Dependency[]
  /** The packages' code, which reads variables and talks to services as the unit's own does. */
  modules: readonly PythonModule[]
}

/**
 * What a unit takes from the repository around its folder.
 * @param bundled code that is the unit's as much as what lies in its folder; paths from the project's root.
 * @param built some of it is put there by the build of the project, which has to find it where it lies.
 * @returns null where its folder holds all that it is built from.
 * @throws UserError where a manifest or module of another project cannot be read.
 */
export async function aroundOf(folder: UnitFolder, manifests: Manifests, manager: string, bundled: readonly Bundled[], built: boolean): Promise<Around | null> {
  const { project, dir } = folder
  const workspace = manager === 'uv' ? await uvWorkspaceOf(project, dir) : null
  const mirror = manager === 'uv' || manager === 'pdm' || (manager === 'pip' && built)
  const found = installsLocal(manager) ? await localPackages(folder, manifests, manager, workspace) : []
  // What lies in its own folder is installed from there by whoever needs no mirror.
  const packages = mirror ? found : found.filter((one) => !isWithin(one.dir, dir))
  if ((!workspace || (workspace.root === dir && workspace.dirs.length === 0)) && bundled.length === 0 && packages.every((one) => isWithin(one.dir, dir)))
    return null
  const root = commonFolder([workspace?.root ?? dir, dir, ...packages.map((one) => one.dir), ...bundled.map((one) => one.from.replace(/\/?[^/]*$/, '') || '.')])
  const production = packages.filter((one) => !one.development)
  return {
    root,
    packages,
    bundledProjects: await namesOf(folder, bundled),
    surroundings: {
      mirror,
      managed: below(workspace?.root ?? dir, root),
      project: workspace && workspace.root !== dir ? nameOf(manifests) : null,
      packages: packages.map((one) => ({
        name: one.name,
        dir: below(one.dir, root),
        files: filesOf(one, [dir, ...packages.map((other) => other.dir), ...(workspace?.dirs ?? [])]).map((path) => below(path, root)),
        importRoot: one.project ? below(one.project.folder.fromRoot(one.project.code.importRoot).replace(/\/\.$/, ''), root) : null,
        development: one.development,
      })),
      ...(workspace ? checked(workspace, dir, root, packages) : { manifests: [], unchecked: null }),
      bundled: bundled.map((one) => ({ from: below(one.from, root), to: one.to })),
      mixed: [...new Set(bundled.map((one) => one.to.split('/')[0] ?? ''))].filter((top) => folder.hasFolder(top)),
    },
    dependencies: production.flatMap((one) => (one.project ? productionDependencies(one.project.manifests) : [])),
    modules: production.flatMap((one) => one.project?.code.modules ?? []),
  }
}

/** Of folders that hold a project. */
async function namesOf({ project }: UnitFolder, bundled: readonly Bundled[]): Promise<string[]> {
  const manifests = await Promise.all(bundled.map((one) => readPyproject(unitFolder(project, one.from))))
  return manifests.flatMap((one) => textAt(one?.project ?? null, 'name') ?? [])
}

/** The same for those who need not know that it is Python. */
export function workspaceFacts({ root, surroundings }: Around): WorkspaceFacts {
  return { root, members: surroundings.packages.filter((one) => !one.development).map(({ name, dir }) => ({ name, dir })) }
}

/** Whether its image is built from a path of the project's as well. */
export function reaches(around: Around | null, path: string | null): boolean {
  return around !== null && path !== null && around.surroundings.packages.some((one) => one.dir === below(path, around.root))
}

/** Those that can be told to leave the repository's own projects for later, or that take them as they lie. */
function installsLocal(manager: string): boolean {
  return manager === 'uv' || manager === 'poetry' || manager === 'pdm' || manager === 'pip'
}

function nameOf({ pyproject }: Manifests): string | null {
  return textAt(pyproject?.project ?? null, 'name')
}

/** `--locked` reads the manifest of every member; one that only its build can tell cannot be asked without its source. */
function checked(workspace: UvWorkspace, dir: string, root: string, packages: readonly Package[]): Pick<Surroundings, 'manifests' | 'unchecked'> {
  const copied = new Set([dir, ...packages.filter((one) => !one.development).map((one) => one.dir)])
  const others = [...workspace.members.values()].filter((one) => !copied.has(one.dir) && one.dir !== workspace.root)
  const dynamic = others.find(isDynamic)
  return {
    manifests: dynamic ? [] : others.map((one) => below(`${one.dir}/pyproject.toml`, root)),
    unchecked: dynamic ? `what ${normalise(dynamic.name)} needs is known to its build alone, and its source is not here` : null,
  }
}
