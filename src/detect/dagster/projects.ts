import type { Pyproject } from '../readers/pyproject.ts'
import { isTable, lineOf, readToml, tableAt, textAt, type TomlFile, type TomlTable } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { StatedLocation } from './stated.ts'

/**
 * The location of a project that `create-dagster` made: `dg.toml`, beside which nothing of pyproject counts, or `[tool.dg]`.
 * Its name is the folder's where none is stated, as dg itself has it.
 */
export async function dgProject(folder: UnitFolder, pyproject: Pyproject | null): Promise<StatedLocation[]> {
  const own: TomlFile | null = folder.has('dg.toml') ? await readToml(folder.read('dg.toml'), folder.fromRoot('dg.toml')) : pyproject
  const path = own === pyproject ? 'tool.dg.project' : 'project'
  const table = own && tableAt(own.root, path)
  const root = textAt(table, 'root_module')
  if (!own || !table || root === null) return []
  const autoload = table['autoload_defs'] === true
  const stated = autoload ? 'defs_module' : 'code_location_target_module'
  return [
    {
      name: textAt(table, 'code_location_name') ?? (folder.dir === '.' ? null : (folder.dir.split('/').at(-1) ?? null)),
      kind: autoload ? 'autoload' : 'module',
      target: textAt(table, stated) ?? `${root}.${autoload ? 'defs' : 'definitions'}`,
      attribute: null,
      workingDir: null,
      file: own.file,
      line: lineOf(own, path, textAt(table, stated) === null ? 'root_module' : stated),
    },
  ]
}

/** `[tool.dagster]`: one `module_name`, or `modules` with a name each. */
export function toolDagster(pyproject: Pyproject | null): StatedLocation[] {
  const table = pyproject?.tool('dagster') ?? null
  if (!pyproject || !table) return []
  const name = textAt(table, 'code_location_name')
  const module = textAt(table, 'module_name')
  if (module !== null) return [location(pyproject, name, module, 'module_name')]
  const modules = Array.isArray(table['modules']) ? table['modules'].filter(isTable) : []
  return modules.flatMap((one: TomlTable) => {
    const own = textAt(one, 'name')
    return own === null ? [] : [location(pyproject, modules.length === 1 ? name : null, own, 'modules')]
  })
}

function location(pyproject: Pyproject, name: string | null, module: string, key: string): StatedLocation {
  const line = lineOf(pyproject, 'tool.dagster', key, module)
  return { name, kind: 'module', target: module, attribute: null, workingDir: null, file: pyproject.file, line }
}
