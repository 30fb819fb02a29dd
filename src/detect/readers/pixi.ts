import type { Dependency } from '../facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { normalise, readRequirement } from './requirement.ts'
import { isTable, lineOf, readToml, tableAt, textAt, textsAt, type TomlFile, type TomlTable, type TomlValue } from './toml.ts'

/** What pixi.toml, or `[tool.pixi]` in pyproject.toml, says. */
export interface Pixi {
  /** Its own name, and as seen from the root. */
  name: 'pixi.toml' | 'pyproject.toml'
  file: string
  /** The default environment's as main, a feature's under its name. Those of conda say so. */
  dependencies: readonly Dependency[]
  /** Environment by name → its features. */
  environments: ReadonlyMap<string, readonly string[]>
  platforms: readonly string[]
  /** Local projects of the `pypi-dependencies`, relative to the unit. */
  local: readonly { name: string; path: string; editable: boolean; file: string; line: number }[]
}

/** @returns null where neither file is pixi's. @throws UserError where one cannot be read or is no TOML. */
export async function readPixi(folder: UnitFolder): Promise<Pixi | null> {
  const name = folder.has('pixi.toml') ? 'pixi.toml' : 'pyproject.toml'
  if (!folder.has(name) || (name === 'pyproject.toml' && !folder.read(name).includes('[tool.pixi'))) return null
  const toml = await readToml(folder.read(name), folder.fromRoot(name))
  const prefix = name === 'pixi.toml' ? '' : 'tool.pixi.'
  const root = name === 'pixi.toml' ? toml.root : tableAt(toml.root, 'tool.pixi')
  if (!root) return null
  const features = Object.keys(tableAt(root, 'feature') ?? {})
  const tables = ['', ...features.map((feature) => `feature.${feature}.`)]
  const entries = tables.flatMap((table) => [
    ...entriesOf(toml, `${prefix}${table}dependencies`, groupOf(table), true),
    ...entriesOf(toml, `${prefix}${table}pypi-dependencies`, groupOf(table), false),
  ])
  return {
    name,
    file: toml.file,
    dependencies: entries.filter((one) => one.name !== 'python').map(dependencyOf),
    environments: environmentsOf(root),
    platforms: textsAt(tableAt(root, 'workspace') ?? tableAt(root, 'project'), 'platforms'),
    local: entries.flatMap(({ name: of, value, line }) => {
      const path = isTable(value) ? textAt(value, 'path') : null
      return path === null
        ? []
        : [
            {
              name: of,
              path: path.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || '.',
              editable: isTable(value) && value['editable'] === true,
              file: toml.file,
              line,
            },
          ]
    }),
  }
}

interface Entry {
  name: string
  value: TomlValue
  group: string
  conda: boolean
  file: string
  line: number
}

function entriesOf(toml: TomlFile, path: string, group: string, conda: boolean): Entry[] {
  return Object.entries(tableAt(toml.root, path) ?? {}).map(([name, value]) => ({
    name: normalise(name),
    value,
    group,
    conda,
    file: toml.file,
    line: lineOf(toml, path, name),
  }))
}

function groupOf(table: string): string {
  return table === '' ? 'main' : table.slice('feature.'.length, -1)
}

function dependencyOf({ name, value, group, conda, file, line }: Entry): Dependency {
  const extras = isTable(value) ? textsAt(value, 'extras') : []
  const git = isTable(value) ? textAt(value, 'git') : null
  return { name: readRequirement(name)?.name ?? name, extras, spec: git ? `@ git+${git}` : specOf(value), group, file, line, ...(conda ? { conda } : {}) }
}

function specOf(value: TomlValue): string {
  const version = isTable(value) ? (textAt(value, 'version') ?? '') : typeof value === 'string' ? value : ''
  return version === '*' ? '' : version
}

/** `prod = ["web"]`, `test = { features = ["test"] }`. */
function environmentsOf(root: TomlTable): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(tableAt(root, 'environments') ?? {}).map(([name, value]) => [
      name,
      isTable(value) ? textsAt(value, 'features') : [value].flat().filter((one) => typeof one === 'string'),
    ]),
  )
}
