import { importedNames, type SourceFile } from '../import-root.ts'
import { isStandard } from '../imports/standard-library.ts'
import type { Code } from '../modules.ts'
import type { Project } from '../project.ts'
import { upwards } from '../runtime.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { Bundled } from './facts.ts'
import { isWithin } from './paths.ts'

/**
 * Plain folders of the repository that the unit's code imports by name, and that neither its folder nor an installed package has:
 * `from shared.database import session`, with `shared` beside the folders of the programs. What they import in turn is among them.
 * @param installed normalised names. @returns paths from the project's root.
 */
export function sharedFolders(folder: UnitFolder, code: Code, installed: ReadonlySet<string>): Bundled[] {
  const { project, dir } = folder
  if (dir === '.') return []
  const folders = foldersOf(project)
  const found = new Map<string, Bundled>()
  const own = (name: string) =>
    [code.importRoot, '.'].some((root) => {
      const path = root === '.' ? name : `${root}/${name}`
      return folder.has(`${path}.py`) || folder.hasFolder(path)
    })
  const queue: SourceFile[] = [...code.own]
  for (const file of queue) {
    for (const name of importedNames(file)) {
      if (found.has(name) || own(name) || isStandard(name) || installed.has(name.toLowerCase().replaceAll('_', '-'))) continue
      const at = upwards(dir)
        .slice(1)
        .map((above) => (above === '.' ? name : `${above}/${name}`))
        .find((path) => folders.has(path) && !isWithin(dir, path) && imports(file, name, project.files, path))
      if (at === undefined) continue
      found.set(name, { from: at, to: code.importRoot === '.' ? name : `${code.importRoot}/${name}` })
      for (const path of project.files) if (path.endsWith('.py') && isWithin(path, at)) queue.push({ path, text: project.read(path) })
    }
  }
  return [...found.values()]
}

/** Asked for with each import of each unit. */
const known = new WeakMap<Project, ReadonlySet<string>>()

/** Every folder of the project that holds Python, at any depth. */
function foldersOf(project: Project): ReadonlySet<string> {
  const there = known.get(project)
  if (there) return there
  const folders = new Set<string>()
  for (const file of project.files) {
    if (!file.endsWith('.py')) continue
    for (let at = file.lastIndexOf('/'); at > 0 && !folders.has(file.slice(0, at)); at = file.lastIndexOf('/', at - 1)) folders.add(file.slice(0, at))
  }
  known.set(project, folders)
  return folders
}

/** The folder has what the file takes from it: the package itself, or the module by its name. */
function imports({ text }: SourceFile, name: string, files: readonly string[], folder: string): boolean {
  const below = files.filter((file) => file.startsWith(`${folder}/`))
  if (below.includes(`${folder}/__init__.py`)) return true
  const asked = [...text.matchAll(new RegExp(`^[ \\t]*(?:from|import)[ \\t]+${name}((?:\\.\\w+)+)`, 'gm'))].map((match) => (match[1] ?? '').split('.')[1] ?? '')
  const members = [...text.matchAll(new RegExp(`^[ \\t]*from[ \\t]+${name}[ \\t]+import[ \\t]+(\\w+)`, 'gm'))].map((match) => match[1] ?? '')
  return [...asked, ...members].some((part) => below.some((file) => file === `${folder}/${part}.py` || file.startsWith(`${folder}/${part}/`)))
}
