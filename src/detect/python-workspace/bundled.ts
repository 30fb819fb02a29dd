import { posix } from 'node:path'
import { readPyproject } from '../readers/pyproject.ts'
import { isTable, tableAt, textAt, type TomlTable } from '../readers/toml.ts'
import type { Project } from '../project.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { Bundled } from './facts.ts'
import { isWithin, resolved } from './paths.ts'

/**
 * Code that a project's manifest builds into the project from outside of its folder, as Polylith's projects are made of bricks:
 * tables of its build hook and of hatchling (`"../../bases/shop/api" = "shop/api"`), and packages of Poetry with a folder to take them from.
 * @returns paths from the project's root.
 */
export async function bundledCode(folder: UnitFolder): Promise<Bundled[]> {
  if (!folder.has('pyproject.toml') || !folder.read('pyproject.toml').includes('../')) return []
  const pyproject = await readPyproject(folder)
  const root = pyproject?.root ?? {}
  const tables = ['tool.polylith.bricks', 'tool.hatch.build.force-include', 'tool.hatch.build.targets.wheel.force-include']
  const mapped = tables.flatMap((table) => Object.entries(tableAt(root, table) ?? {}).flatMap(([from, to]) => (typeof to === 'string' ? [{ from, to }] : [])))
  const found = [...mapped, ...poetryPackages(tableAt(root, 'tool.poetry'))].flatMap(({ from, to }): Bundled[] => {
    const at = from.includes('..') ? resolved(folder.dir, from) : null
    const there = at !== null && !isWithin(folder.dir, at) && folder.project.files.some((file) => isWithin(file, at))
    return there ? [{ from: at, to: posix.normalize(to).replace(/^\/|\/$/g, '') }] : []
  })
  return found.filter((one, index) => found.findIndex((other) => other.to === one.to) === index)
}

function poetryPackages(poetry: TomlTable | null): Bundled[] {
  const packages = poetry?.['packages']
  if (!Array.isArray(packages)) return []
  return packages.filter(isTable).flatMap((one) => {
    const include = textAt(one, 'include')
    const from = textAt(one, 'from')
    if (include === null || /[*?[]/.test(include)) return []
    return [
      { from: from === null ? include : `${from}/${include}`, to: posix.join(textAt(one, 'to') ?? '.', from === null ? posix.basename(include) : include) },
    ]
  })
}

/** The folder as if what is bundled lay in it; places in files stay the real ones. */
export function withBundled(folder: UnitFolder, bundled: readonly Bundled[]): UnitFolder {
  if (bundled.length === 0) return folder
  const real = new Map(bundled.flatMap((one) => filesIn(folder.project, one)))
  const own = new Set(folder.files)
  const files = [...folder.files, ...[...real.keys()].filter((path) => !own.has(path))].sort()
  const folders = new Set([...real.keys()].flatMap(foldersOf))
  return {
    ...folder,
    files,
    has: (path) => folder.has(path) || real.has(path),
    hasFolder: (path) => folder.hasFolder(path) || folders.has(path),
    read: (path) => (folder.has(path) ? folder.read(path) : folder.project.read(real.get(path) ?? folder.fromRoot(path))),
    fromRoot: (path) => (own.has(path) ? folder.fromRoot(path) : (real.get(path) ?? folder.fromRoot(path))),
  }
}

function filesIn(project: Project, { from, to }: Bundled): [string, string][] {
  return project.files.filter((file) => isWithin(file, from)).map((file) => [file === from ? to : `${to}${file.slice(from.length)}`, file])
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** Where a path of the unit lies, seen from the workspace's root; null: in its own folder. */
export function bundledAt(bundled: readonly Bundled[], path: string): string | null {
  const found = bundled.find((one) => isWithin(path, one.to))
  return found ? `${found.from}${path.slice(found.to.length)}` : null
}
