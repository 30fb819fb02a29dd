import type { Project } from '../project.ts'
import { readPyproject, type Pyproject } from '../readers/pyproject.ts'
import { normalise } from '../readers/requirement.ts'
import { lineOf, tableAt, textAt, textsAt } from '../readers/toml.ts'
import { upwards } from '../runtime.ts'
import { unitFolder } from '../unit-folder.ts'
import { membersOf } from '../workspace/members.ts'
import type { Pattern } from '../workspace/workspace.ts'

/** A workspace of uv. */
export interface UvWorkspace {
  /** From the project's root. */
  root: string
  manifest: Pyproject
  /** `members` and `exclude`. */
  patterns: readonly Pattern[]
  /** Folders that they take in, without the root. */
  dirs: readonly string[]
  /** Members among the patterns that match no folder with a manifest. */
  unmatched: readonly Pattern[]
  /** Of every member, the root first where it is a project of its own. */
  manifests: readonly Pyproject[]
  /** Those of them that have a name, by normalised name. */
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
    const found = await uvWorkspaceAt(project, root)
    if (found) return dir === root || found.dirs.includes(dir) ? found : null
  }
  return null
}

/** Each member of a workspace asks for all of it. */
const known = new WeakMap<Project, Map<string, Promise<UvWorkspace | null>>>()

/** The workspace whose root a folder is; null where it is none. @throws UserError where a manifest cannot be read. */
export function uvWorkspaceAt(project: Project, root: string): Promise<UvWorkspace | null> {
  const ofProject = known.get(project) ?? new Map<string, Promise<UvWorkspace | null>>()
  known.set(project, ofProject)
  const found = ofProject.get(root) ?? readWorkspace(project, root)
  ofProject.set(root, found)
  return found
}

/** Such a text may declare a workspace; parsing tells. */
const declares = /^\s*\[\s*tool\.uv\.workspace\s*\]|^\s*(tool\.uv\.)?workspace\s*[.=]/m

async function readWorkspace(project: Project, root: string): Promise<UvWorkspace | null> {
  const folder = unitFolder(project, root)
  if (!folder.has('pyproject.toml') || !declares.test(folder.read('pyproject.toml'))) return null
  const manifest = await readPyproject(folder)
  const stated = manifest?.tool('uv.workspace')
  if (!manifest || !stated) return null
  const patterns = (['members', 'exclude'] as const).flatMap((key) =>
    textsAt(stated, key).map((text): Pattern => ({ text, line: lineOf(manifest, 'tool.uv.workspace', key, text), excludes: key === 'exclude' })),
  )
  const { dirs, unmatched } = membersOf(project, root, patterns, 'pyproject.toml')
  const below = await Promise.all(dirs.map((dir) => readPyproject(unitFolder(project, dir))))
  const manifests = [...(manifest.project ? [manifest] : []), ...below.flatMap((one) => one ?? [])]
  const named = manifests.flatMap((pyproject): [string, UvMember][] => {
    const name = nameIn(pyproject)
    return name === null ? [] : [[normalise(name), { name, dir: folderOf(pyproject), pyproject }]]
  })
  return { root, manifest, patterns, dirs, unmatched, manifests, members: new Map(named) }
}

/** What `[project]` calls it. */
export function nameIn({ project }: Pyproject): string | null {
  return textAt(project, 'name')
}

/** The folder that a manifest lies in, from the project's root. */
export function folderOf({ file }: Pyproject): string {
  return file.split('/').slice(0, -1).join('/') || '.'
}

/** What uv reads from the manifest where it can; else it has to build the project to know it. */
const read = ['version', 'requires-python', 'dependencies', 'optional-dependencies']

/** Its build has to say what it needs, and so its source has to be there. */
export function isDynamic({ pyproject }: UvMember): boolean {
  const dynamic = textsAt(tableAt(pyproject.root, 'project'), 'dynamic')
  return read.some((name) => dynamic.includes(name))
}
