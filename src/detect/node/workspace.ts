import type { Project } from '../project.ts'
import { upwards } from '../runtime.ts'
import { readPackageJson, type At, type PackageJson } from './package-json.ts'
import { isNamed, workspacePatterns } from './workspace-patterns.ts'

/** Several packages that are installed together, by one lock file in the root. */
export interface Workspace {
  /** From the project's root. */
  root: string
  /** The root's own. */
  manifest: PackageJson | null
  /** Where its members are named, and how. */
  file: string
  patterns: readonly At[]
  /** In the order of their folders. */
  members: readonly Member[]
}

export interface Member {
  /** From the workspace's root. */
  dir: string
  manifest: PackageJson
}

const known = new WeakMap<Project, Map<string, Workspace | null>>()

/** The workspace that names a folder as its member: the nearest above it. @returns null for the rest, roots among them. */
export function workspaceAround(project: Project, dir: string): Workspace | null {
  for (const root of upwards(dir)) {
    const found = root === dir ? null : workspaceIn(project, root)
    if (found?.members.some((one) => below(root, one.dir) === dir)) return found
  }
  return null
}

/**
 * The workspace whose root a folder is. @returns null where it is none.
 * @throws UserError where a package.json cannot be read.
 */
export function workspaceIn(project: Project, root: string): Workspace | null {
  const all = known.get(project) ?? new Map<string, Workspace | null>()
  known.set(project, all)
  const seen = all.get(root)
  if (seen !== undefined) return seen
  const found = readWorkspace(project, root)
  all.set(root, found)
  return found
}

function readWorkspace(project: Project, root: string): Workspace | null {
  const manifest = manifestIn(project, root)
  const named = workspacePatterns(project, root, manifest)
  if (!named) return null
  const prefix = root === '.' ? '' : `${root}/`
  const members = project.files.flatMap((file): Member[] => {
    if (!file.startsWith(prefix) || !file.endsWith('/package.json')) return []
    const dir = file.slice(prefix.length, -'/package.json'.length)
    if (dir === '' || !isNamed(dir, named.patterns)) return []
    const own = manifestIn(project, prefix + dir)
    return own ? [{ dir, manifest: own }] : []
  })
  return { root, manifest, ...named, members }
}

/** A path in a workspace as the project's root sees it. */
export function below(root: string, path: string): string {
  return root === '.' ? path : `${root}/${path}`
}

function manifestIn(project: Project, dir: string): PackageJson | null {
  const at = (path: string) => below(dir, path)
  return readPackageJson({ has: (path) => project.has(at(path)), read: (path) => project.read(at(path)), fromRoot: at })
}
