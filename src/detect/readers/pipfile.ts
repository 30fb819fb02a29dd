import type { Dependency } from '../facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { readRequirement } from './requirement.ts'
import { isTable, lineOf, readToml, tableAt, textAt, type TomlTable, type TomlValue } from './toml.ts'

/** What a Pipfile says. */
export interface Pipfile {
  file: string
  /** Category by category; `packages` is what production installs. */
  dependencies: readonly Dependency[]
  /** Local projects (`{ path = "." }`), relative to the unit. */
  local: readonly { name: string; path: string; editable: boolean; line: number }[]
}

/** Tables that are no category of packages. */
const settings = new Set(['source', 'requires', 'scripts', 'pipenv', 'dev', 'default'])

/** @returns null without the file. @throws UserError where it cannot be read or is no TOML. */
export async function readPipfile(folder: UnitFolder): Promise<Pipfile | null> {
  if (!folder.has('Pipfile')) return null
  const toml = await readToml(folder.read('Pipfile'), folder.fromRoot('Pipfile'))
  const categories = Object.keys(toml.root).filter((name) => !settings.has(name) && tableAt(toml.root, name))
  const entries = categories.flatMap((category) =>
    Object.entries(tableAt(toml.root, category) ?? {}).map(([name, value]) => ({ category, name, value, line: lineOf(toml, category, name) })),
  )
  return {
    file: toml.file,
    dependencies: entries.flatMap(({ category, name, value, line }) => {
      const read = readRequirement(name)
      const extras = isTable(value) && Array.isArray(value['extras']) ? value['extras'].map(String) : []
      return read ? [{ name: read.name, extras, spec: specOf(value), group: category === 'packages' ? 'main' : category, file: toml.file, line }] : []
    }),
    local: entries.flatMap(({ name, value, line }) => {
      const path = isTable(value) ? (textAt(value, 'path') ?? localFile(value)) : null
      return path === null
        ? []
        : [{ name, path: path.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || '.', editable: isTable(value) && value['editable'] === true, line }]
    }),
  }
}

function specOf(value: TomlValue): string {
  if (!isTable(value)) return typeof value === 'string' && value !== '*' ? value : ''
  const git = textAt(value, 'git')
  const version = textAt(value, 'version')
  return git ? `@ git+${git}` : version && version !== '*' ? version : ''
}

/** `{ file = "./wheels/kit.whl" }`, where a URL is as good. */
function localFile(value: TomlTable): string | null {
  const file = textAt(value, 'file')
  return file === null || /^\w+:/.test(file) ? null : file
}
