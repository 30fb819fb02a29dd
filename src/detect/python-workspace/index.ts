import type { Dependency, WorkspaceFacts } from '../facts.ts'
import { productionDependencies, type Manifests } from '../manifests.ts'
import type { PythonModule } from '../source.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { Surroundings } from './facts.ts'
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
  /** What production installs for the packages. */
  dependencies: readonly Dependency[]
  /** The packages' code, which reads variables and talks to services as the unit's own does. */
  modules: readonly PythonModule[]
}

/**
 * What a unit takes from the repository around its folder.
 * @returns null where its folder holds all that it is built from.
 * @throws UserError where a manifest or module of another project cannot be read.
 */
export async function aroundOf(folder: UnitFolder, manifests: Manifests, manager: string): Promise<Around | null> {
  const { project, dir } = folder
  const workspace = manager === 'uv' ? await uvWorkspaceOf(project, dir) : null
  const packages = supported(manager) ? await localPackages(folder, manifests, manager, workspace) : []
  // What lies in its own folder goes there with the rest of it.
  if ((!workspace || (workspace.root === dir && workspace.dirs.length === 0)) && packages.every((one) => isWithin(one.dir, dir))) return null
  const root = commonFolder([workspace?.root ?? dir, dir, ...packages.map((one) => one.dir)])
  const production = packages.filter((one) => !one.development)
  return {
    root,
    surroundings: {
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
      bundled: [],
    },
    dependencies: production.flatMap((one) => (one.project ? productionDependencies(one.project.manifests) : [])),
    modules: production.flatMap((one) => one.project?.code.modules ?? []),
  }
}

/** The same for those who need not know that it is Python. */
export function workspaceFacts({ root, surroundings }: Around): WorkspaceFacts {
  return { root, members: surroundings.packages.filter((one) => !one.development).map(({ name, dir }) => ({ name, dir })) }
}

/** Whether its image is built from a path of the project's as well. */
export function reaches(around: Around | null, path: string | null): boolean {
  return around !== null && path !== null && around.surroundings.packages.some((one) => one.dir === below(path, around.root))
}

function supported(manager: string): boolean {
  return manager === 'uv'
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
