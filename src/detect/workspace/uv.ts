import type { Project } from '../project.ts'
import { readPyproject, type Pyproject } from '../readers/pyproject.ts'
import { normalise } from '../readers/requirement.ts'
import { isTable, lineOf, tableAt, textAt, textsAt, type TomlTable } from '../readers/toml.ts'
import { unitFolder } from '../unit-folder.ts'
import { membersOf, type Matched } from './members.ts'
import type { Need, Package, Pattern, Workspace } from './workspace.ts'

/** Such a text may declare a workspace; parsing tells. */
const declares = /^\s*\[\s*tool\.uv\.workspace\s*\]|^\s*(tool\.uv\.)?workspace\s*[.=]/m

/** The uv workspace whose root this folder is; null where it is none. @throws UserError where a manifest cannot be read. */
export async function uvWorkspace(project: Project, root: string): Promise<{ workspace: Workspace; matched: Matched } | null> {
  const pyproject = await manifestIn(project, root, declares)
  const table = pyproject && tableAt(pyproject.root, 'tool.uv.workspace')
  if (!pyproject || !table) return null
  const patterns = (['members', 'exclude'] as const).flatMap((key) =>
    textsAt(table, key).map((text): Pattern => ({ text, line: lineOf(pyproject, 'tool.uv.workspace', key, text), excludes: key === 'exclude' })),
  )
  const matched = membersOf(project, root, patterns, 'pyproject.toml')
  const manifests = (await Promise.all(matched.dirs.map((dir) => manifestIn(project, dir)))).flatMap((one) => one ?? [])
  const all = pyproject.project ? [pyproject, ...manifests] : manifests
  const dirs = new Map(all.flatMap((one) => (nameOf(one) === null ? [] : [[normalise(nameOf(one) ?? ''), folderOf(one)] as const])))
  const shared = sourcesOf(pyproject)
  const members = all.map((one) => packageOf(one, one === pyproject ? shared : { ...shared, ...sourcesOf(one) }, dirs))
  const line = lineOf(pyproject, 'tool.uv.workspace', 'members')
  return { workspace: { kind: 'uv', root, file: pyproject.file, line, patterns, members }, matched }
}

async function manifestIn(project: Project, dir: string, holds: RegExp = /^/): Promise<Pyproject | null> {
  const folder = unitFolder(project, dir)
  return folder.has('pyproject.toml') && holds.test(folder.read('pyproject.toml')) ? readPyproject(folder) : null
}

function packageOf(pyproject: Pyproject, sources: TomlTable, dirs: ReadonlyMap<string, string>): Package {
  const stated = new Set(Object.entries(sources).flatMap(([name, source]) => (isFromWorkspace(source) ? [normalise(name)] : [])))
  const needs = pyproject.dependencies.flatMap(({ name, group, line }): Need[] =>
    stated.has(name) || dirs.has(name) ? [{ name, group, line, stated: stated.has(name), dir: dirs.get(name) ?? null }] : [],
  )
  const name = nameOf(pyproject)
  return {
    name,
    dir: folderOf(pyproject),
    file: pyproject.file,
    line: name === null ? lineOf(pyproject, 'project') : lineOf(pyproject, 'project', 'name'),
    needs,
  }
}

/** A source may be a list, one for each platform. */
function isFromWorkspace(source: TomlTable[string]): boolean {
  return [source].flat().some((one) => isTable(one) && one['workspace'] === true)
}

function sourcesOf(pyproject: Pyproject): TomlTable {
  return tableAt(pyproject.root, 'tool.uv.sources') ?? {}
}

function nameOf({ project }: Pyproject): string | null {
  return textAt(project, 'name')
}

function folderOf({ file }: Pyproject): string {
  return file.split('/').slice(0, -1).join('/') || '.'
}
