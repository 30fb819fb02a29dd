import { isAsideFolder, isTestFolder } from '../decoys.ts'
import { readCode, type Code } from '../modules.ts'
import { readManifests, type Manifests } from '../manifests.ts'
import type { Project } from '../project.ts'
import { localProjects } from '../python/local-projects.ts'
import { partsOf, withProduction } from '../python/parts.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import { normalise } from '../readers/requirement.ts'
import { isTable, textAt, type TomlTable } from '../readers/toml.ts'
import { unitFolder, type UnitFolder } from '../unit-folder.ts'
import { isWithin, resolved } from './paths.ts'
import type { UvWorkspace } from './uv-members.ts'

/** Another project of the repository that a unit installs. Paths are from the project's root. */
export interface Package {
  name: string
  dir: string
  development: boolean
  /** Null for a wheel, which is built. */
  project: { folder: UnitFolder; manifests: Manifests; code: Code } | null
}

/** What one project needs of the repository. */
interface Link {
  name: string
  dir: string
  production: boolean
}

/**
 * All that a unit installs from the repository, over any number of steps; what is needed by others comes before them. A cycle is
 * broken where it closes.
 * @throws UserError where a manifest or module of theirs cannot be read.
 */
export async function localPackages(folder: UnitFolder, manifests: Manifests, manager: string, workspace: UvWorkspace | null): Promise<Package[]> {
  const { project, dir } = folder
  const found = new Map<string, Package>()
  const visit = async (links: readonly Link[], development: boolean): Promise<void> => {
    for (const link of links) {
      if (link.dir === dir || found.has(link.dir)) continue
      const read = await readPackage(project, link)
      if (!read) continue
      // Holds its place, so that a cycle ends here.
      found.set(link.dir, { ...read, development })
      await visit(
        linksOf(read.project?.manifests ?? null, link.dir, manager, workspace).filter((one) => one.production),
        development,
      )
      // After what it needs itself.
      found.delete(link.dir)
      found.set(link.dir, { ...read, development })
    }
  }
  const own = linksOf(manifests, dir, manager, workspace)
  await visit(
    own.filter((one) => one.production),
    false,
  )
  await visit(
    own.filter((one) => !one.production),
    true,
  )
  return [...found.values()]
}

/** Names of those that the unit's own manifest asks for, and the paths that lead to them as they are written there. */
export function linksOf(manifests: Manifests | null, dir: string, manager: string, workspace: UvWorkspace | null): Link[] {
  if (!manifests) return []
  const byName = groupsByName(manifests)
  const members = manager === 'uv' ? fromMembers(manifests.pyproject, dir, workspace) : []
  const paths = localProjects(manifests, manager).flatMap(({ name, path, file }): Link[] => {
    const at = resolved(dir, path)
    if (at === null) return []
    return [{ name: name ?? at.split('/').at(-1) ?? at, dir: at, production: name === null ? isMain(manifests, file) : (byName.get(name) ?? true) }]
  })
  return [...members.map((one) => ({ ...one, production: byName.get(normalise(one.name)) ?? false })), ...paths]
}

/** Whether production installs what a name stands for. */
function groupsByName(manifests: Manifests): ReadonlyMap<string, boolean> {
  const all = withProduction(partsOf(manifests.pyproject)).map((one) => [one.name, one.group === 'main'] as const)
  return new Map([...all.filter(([, main]) => !main), ...all.filter(([, main]) => main)])
}

/** Of a requirements file: the one for production. */
function isMain({ main }: Manifests, file: string): boolean {
  return main === null || main.local.some((one) => one.file === file)
}

/** `shared = { workspace = true }`, stated by the member itself or for all of them by the root; a path there leads from the root. */
function fromMembers(pyproject: Pyproject | null, dir: string, workspace: UvWorkspace | null): Omit<Link, 'production'>[] {
  if (!pyproject || !workspace) return []
  const own = pyproject.tool('uv.sources') ?? {}
  const common = dir === workspace.root ? {} : (workspace.manifest.tool('uv.sources') ?? {})
  const needed = new Set(pyproject.dependencies.map((one) => one.name))
  const named = new Map([...entries(common, workspace.root), ...entries(own, dir)])
  return [...named].flatMap(([name, { source, from }]) => {
    if (!needed.has(name)) return []
    const member = source.some((one) => one['workspace'] === true) ? workspace.members.get(name)?.dir : undefined
    // Its own paths are told of with those of any project.
    const path = from === dir ? null : source.map((one) => textAt(one, 'path')).find((one) => one !== null)
    const at = member ?? (path ? resolved(from, path) : null)
    return at === null ? [] : [{ name, dir: at }]
  })
}

function entries(sources: TomlTable, from: string): [string, { source: TomlTable[]; from: string }][] {
  return Object.entries(sources).map(([name, value]) => [normalise(name), { source: [value].flat().filter(isTable), from }])
}

const known = new WeakMap<Project, Map<string, ReturnType<typeof readProject>>>()

/** Read once, however many units need it. */
async function readPackage(project: Project, { name, dir }: Link): Promise<Omit<Package, 'development'> | null> {
  if (dir.endsWith('.whl')) return project.has(dir) ? { name, dir, project: null } : null
  const all = known.get(project) ?? new Map<string, ReturnType<typeof readProject>>()
  known.set(project, all)
  const reading = all.get(dir) ?? readProject(project, dir)
  all.set(dir, reading)
  const read = await reading
  return read && { name: read.name ?? name, dir, project: read }
}

/** @returns null where there is no project. */
async function readProject(project: Project, dir: string): Promise<(NonNullable<Package['project']> & { name: string | null }) | null> {
  const folder = unitFolder(project, dir, nested(project, dir))
  if (!folder.has('pyproject.toml') && !folder.has('setup.py')) return null
  const manifests = await readManifests(folder)
  const stated = textAt(manifests.pyproject?.project ?? null, 'name') ?? textAt(manifests.pyproject?.tool('poetry') ?? null, 'name') ?? manifests.setup?.name
  return { name: stated ?? null, folder, manifests, code: await readCode(folder, manifests.pyproject, []) }
}

/** Projects within a project's folder, which are others'. */
function nested(project: Project, dir: string): string[] {
  const prefix = dir === '.' ? '' : `${dir}/`
  return project.files.flatMap((file) => {
    if (!file.startsWith(prefix) || !/\/(pyproject\.toml|setup\.py|package\.json)$/.test(file)) return []
    const at = file.slice(0, file.lastIndexOf('/'))
    return at === dir ? [] : [at]
  })
}

/** What the build of a package needs: its folder, or where others lie in that, the files and folders that are its own. */
export function filesOf({ dir, project }: Package, others: readonly string[]): string[] {
  if (!project || !others.some((other) => other !== dir && isWithin(other, dir))) return [dir]
  const { folder, code } = project
  const inFolders = new Set(code.files.filter((file) => file.path.includes('/')).map((file) => file.path.split('/')[0] ?? ''))
  const folders = [...inFolders].filter((name) => !isTestFolder(name) && !isAsideFolder(name))
  const files = folder.files.filter((file) =>
    /^(pyproject\.toml|setup\.(py|cfg)|MANIFEST\.in|hatch_build\.py|(README|LICEN[CS]E|COPYING|NOTICE)[^/]*)$/i.test(file),
  )
  return [...files, ...folders].map((path) => folder.fromRoot(path))
}
