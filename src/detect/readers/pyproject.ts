import type { Dependency } from '../facts.ts'
import type { Project } from '../project.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { normalise, readRequirement } from './requirement.ts'
import { isTable, lineOf, readToml, tableAt, textAt, type TomlFile, type TomlTable, type TomlValue } from './toml.ts'

/** What pyproject.toml says. Tables are null where they are missing. */
export interface Pyproject extends TomlFile {
  project: TomlTable | null
  buildSystem: TomlTable | null
  /** `[tool.<name>]`. */
  tool(name: string): TomlTable | null
  /** Of `[project]`, its extras and the groups; those of poetry's own tables too. */
  dependencies: readonly Dependency[]
}

const known = new WeakMap<Project, Map<string, Promise<Pyproject>>>()

/** Read once: the unit asks, its workspace does, and whoever needs the package. @returns null without the file. @throws UserError where it cannot be read or is no TOML. */
export async function readPyproject(folder: UnitFolder): Promise<Pyproject | null> {
  if (!folder.has('pyproject.toml')) return null
  const all = known.get(folder.project) ?? new Map<string, Promise<Pyproject>>()
  known.set(folder.project, all)
  const file = folder.fromRoot('pyproject.toml')
  const read = all.get(file) ?? parsed(folder)
  all.set(file, read)
  return read
}

async function parsed(folder: UnitFolder): Promise<Pyproject> {
  const toml = await readToml(folder.read('pyproject.toml'), folder.fromRoot('pyproject.toml'))
  return {
    ...toml,
    project: tableAt(toml.root, 'project'),
    buildSystem: tableAt(toml.root, 'build-system'),
    tool: (name) => tableAt(toml.root, `tool.${name}`),
    dependencies: [...standardDependencies(toml), ...poetryDependencies(toml)],
  }
}

function standardDependencies(toml: TomlFile): Dependency[] {
  const found = listed(toml, 'project', 'dependencies', tableAt(toml.root, 'project')?.['dependencies'], 'main')
  for (const path of ['project.optional-dependencies', 'dependency-groups']) {
    for (const [name, value] of Object.entries(tableAt(toml.root, path) ?? {})) found.push(...listed(toml, path, name, value, name))
  }
  for (const [name, value] of Object.entries(tableAt(toml.root, 'tool.pdm.dev-dependencies') ?? {}))
    found.push(...listed(toml, 'tool.pdm.dev-dependencies', name, value, name))
  // uv's own table from before there were groups.
  found.push(...listed(toml, 'tool.uv', 'dev-dependencies', tableAt(toml.root, 'tool.uv')?.['dev-dependencies'], 'dev'))
  return found
}

function listed(toml: TomlFile, table: string, key: string, value: TomlValue | undefined, group: string): Dependency[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((text) => {
    const read = typeof text === 'string' ? readRequirement(text) : null
    return read ? [{ ...read, group, file: toml.file, line: lineOf(toml, table, key, text as string) }] : []
  })
}

function poetryDependencies(toml: TomlFile): Dependency[] {
  const tables: [string, string][] = [
    ['tool.poetry.dependencies', 'main'],
    ['tool.poetry.dev-dependencies', 'dev'],
  ]
  for (const group of Object.keys(tableAt(toml.root, 'tool.poetry.group') ?? {})) tables.push([`tool.poetry.group.${group}.dependencies`, group])
  const optional = extraByDependency(toml)
  return tables.flatMap(([path, group]) =>
    Object.entries(tableAt(toml.root, path) ?? {}).flatMap(([name, value]) => {
      const read = name === 'python' ? null : readRequirement(name)
      if (!read) return []
      const extras = isTable(value) && Array.isArray(value['extras']) ? value['extras'].map(String) : []
      const git = isTable(value) ? textAt(value, 'git') : null
      const spec = git ? `@ git+${git}` : isTable(value) ? (textAt(value, 'version') ?? '') : typeof value === 'string' ? value : ''
      // An optional dependency comes with the extra that names it.
      const part = isTable(value) && value['optional'] === true ? (optional.get(read.name) ?? 'optional') : group
      return [{ name: read.name, extras, spec, group: part, file: toml.file, line: lineOf(toml, path, name) }]
    }),
  )
}

/** `[tool.poetry.extras]` the other way round. */
function extraByDependency(toml: TomlFile): ReadonlyMap<string, string> {
  const extras = Object.entries(tableAt(toml.root, 'tool.poetry.extras') ?? {})
  return new Map(
    extras.reverse().flatMap(([extra, names]) => [names].flat().flatMap((name) => (typeof name === 'string' ? [[normalise(name), extra] as const] : []))),
  )
}
