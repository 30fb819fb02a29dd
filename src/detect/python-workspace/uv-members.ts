import type { Project } from '../project.ts'
import { readPyproject, type Pyproject } from '../readers/pyproject.ts'
import { normalise } from '../readers/requirement.ts'
import { tableAt, textAt, textsAt } from '../readers/toml.ts'
import { upwards } from '../runtime.ts'
import { unitFolder } from '../unit-folder.ts'
import { folderPattern } from '../workspace/pattern.ts'

/** A workspace of uv. */
export interface UvWorkspace {
  /** From the project's root. */
  root: string
  manifest: Pyproject
  /** Folders that its globs take in, without the root. */
  dirs: readonly string[]
  /** Every member, the root too where it is a project of its own, by normalised name. */
  members: ReadonlyMap<string, UvMember>
}

export interface UvMember {
  name: string
  dir: string
  pyproject: Pyproject
}

/**
 * The workspace that a folder is a member of, by the nearest manifest above it that declares one: docs.astral.sh/uv, workspaces.
 * @returns null where there is none, or it leaves the folder out.
 * @throws UserError where a member's manifest cannot be read.
 */
export async function uvWorkspaceOf(project: Project, dir: string): Promise<UvWorkspace | null> {
  for (const root of upwards(dir)) {
    const found = await declaredIn(project, root)
    if (found) return dir === root || found.dirs.includes(dir) ? found : null
  }
  return null
}

/** Each member of a workspace asks for all of it. */
const known = new WeakMap<Project, Map<string, Promise<UvWorkspace | null>>>()

function declaredIn(project: Project, root: string): Promise<UvWorkspace | null> {
  const ofProject = known.get(project) ?? new Map<string, Promise<UvWorkspace | null>>()
  known.set(project, ofProject)
  const found = ofProject.get(root) ?? readWorkspace(project, root)
  ofProject.set(root, found)
  return found
}

async function readWorkspace(project: Project, root: string): Promise<UvWorkspace | null> {
  const file = root === '.' ? 'pyproject.toml' : `${root}/pyproject.toml`
  if (!project.has(file) || !project.read(file).includes('workspace')) return null
  const manifest = await manifestIn(project, root)
  const stated = manifest?.tool('uv.workspace')
  if (!manifest || !stated) return null
  const dirs = memberDirs(project, root, textsAt(stated, 'members'), textsAt(stated, 'exclude'))
  const read = await Promise.all([root, ...dirs].map(async (dir) => ({ dir, pyproject: dir === root ? manifest : await manifestIn(project, dir) })))
  const members = read.flatMap(({ dir, pyproject }): UvMember[] => {
    const name = textAt(pyproject?.project ?? null, 'name')
    return pyproject && name !== null ? [{ name, dir, pyproject }] : []
  })
  return { root, manifest, dirs, members: new Map(members.map((one) => [normalise(one.name), one])) }
}

/** Folders with a manifest that the globs take in, without the root. */
function memberDirs(project: Project, root: string, members: readonly string[], exclude: readonly string[]): string[] {
  const prefix = root === '.' ? '' : `${root}/`
  const taken = members.map(folderPattern)
  const left = exclude.map(folderPattern)
  return project.files.flatMap((file) => {
    if (!file.startsWith(prefix) || !file.endsWith('/pyproject.toml')) return []
    const path = file.slice(prefix.length, -'/pyproject.toml'.length)
    if (path === '' || !taken.some((one) => one(path)) || left.some((one) => one(path))) return []
    return [prefix + path]
  })
}

async function manifestIn(project: Project, dir: string): Promise<Pyproject | null> {
  return readPyproject(unitFolder(project, dir))
}

/** What uv reads from the manifest where it can; else it has to build the project to know it. */
const read = ['version', 'requires-python', 'dependencies', 'optional-dependencies']

/** Its build has to say what it needs, and so its source has to be there. */
export function isDynamic({ pyproject }: UvMember): boolean {
  const dynamic = textsAt(tableAt(pyproject.root, 'project'), 'dynamic')
  return read.some((name) => dynamic.includes(name))
}
