import type { Project } from '../project.ts'
import { folderOf, nameIn, uvWorkspaceAt } from '../python-workspace/uv-members.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import { normalise } from '../readers/requirement.ts'
import { isTable, lineOf, tableAt, type TomlTable } from '../readers/toml.ts'
import type { Matched } from './members.ts'
import type { Need, Package, Workspace } from './workspace.ts'

/** The uv workspace whose root this folder is, as every kind of workspace is checked; null where it is none. @throws UserError where a manifest cannot be read. */
export async function uvWorkspace(project: Project, root: string): Promise<{ workspace: Workspace; matched: Matched } | null> {
  const found = await uvWorkspaceAt(project, root)
  if (!found) return null
  const { manifest, manifests, patterns } = found
  const dirs = new Map([...found.members].map(([name, { dir }]) => [name, dir]))
  const shared = sourcesOf(manifest)
  const members = manifests.map((one) => packageOf(one, one === manifest ? shared : { ...shared, ...sourcesOf(one) }, dirs))
  const line = lineOf(manifest, 'tool.uv.workspace', 'members')
  return { workspace: { kind: 'uv', root, file: manifest.file, line, patterns, members }, matched: found }
}

function packageOf(pyproject: Pyproject, sources: TomlTable, dirs: ReadonlyMap<string, string>): Package {
  const stated = new Set(Object.entries(sources).flatMap(([name, source]) => (isFromWorkspace(source) ? [normalise(name)] : [])))
  const needs = pyproject.dependencies.flatMap(({ name, group, line }): Need[] =>
    stated.has(name) || dirs.has(name) ? [{ name, group, line, stated: stated.has(name), dir: dirs.get(name) ?? null }] : [],
  )
  const name = nameIn(pyproject)
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
