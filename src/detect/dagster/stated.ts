import { isAside, isTest } from '../decoys.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { dgProject, toolDagster } from './projects.ts'
import { workspaceEntries, type WorkspaceEntry } from './workspaces.ts'

/** A code location of Dagster's as files of settings state it. Paths are relative to the unit. */
export interface StatedLocation {
  /** The name that Dagster shows, and keeps history under; null: it is made from what is loaded. */
  name: string | null
  /** module: `-m`; file: `-f`; autoload: every definition below a module. */
  kind: 'module' | 'file' | 'autoload'
  /** Dotted name, or path. */
  target: string
  attribute: string | null
  /** Folder that it is loaded from; null: the unit's own. */
  workingDir: string | null
  file: string
  line: number
}

/**
 * What a unit's own settings say is to be loaded: dg's (`dg.toml`, `[tool.dg]`), `[tool.dagster]`, and entries of `workspace.yaml`, there
 * or above, whose code lies in the unit.
 * @throws UserError where such a file cannot be read or parsed.
 */
export async function statedLocations(folder: UnitFolder, pyproject: Pyproject | null): Promise<StatedLocation[]> {
  const dg = await dgProject(folder, pyproject)
  const entries = await workspaceEntries(folder.project)
  return [...dg, ...toolDagster(pyproject), ...entries.flatMap((one) => within(folder, one))]
}

/** The name under which the project's own gRPC set-up keeps its history, where it has one location and one server for it. */
export async function servedName(folder: UnitFolder): Promise<string | null> {
  const entries = await workspaceEntries(folder.project)
  const [first, ...others] = [...new Set(entries.flatMap((one) => (one.kind === 'grpc' && one.name !== null ? [one.name] : [])))]
  return first !== undefined && others.length === 0 ? first : null
}

/** A dbt project in the unit, else the one beside it; from the project's root. */
export function dbtProject(folder: UnitFolder): string | null {
  const isOne = (file: string) => /(^|\/)dbt_project\.ya?ml$/.test(file) && !isTest(file) && !isAside(file)
  const own = folder.files.find(isOne)
  if (own !== undefined) return folder.fromRoot(own)
  const beside = folder.project.files.filter(isOne)
  return beside.length === 1 ? (beside[0] ?? null) : null
}

/** An entry as seen from the unit; none where its code is another unit's. */
function within(folder: UnitFolder, entry: WorkspaceEntry): StatedLocation[] {
  if (entry.kind === 'grpc') return []
  const inUnit = (path: string): string | null => {
    if (folder.dir === '.') return path
    if (path === folder.dir) return '.'
    return path.startsWith(`${folder.dir}/`) ? path.slice(folder.dir.length + 1) : null
  }
  const { name, attribute, file, line } = entry
  const common = { name, attribute, file, line }
  if (entry.kind === 'file') {
    const path = inUnit(entry.target)
    const workingDir = entry.workingDir === null ? null : inUnit(entry.workingDir)
    return path !== null && folder.files.includes(path) ? [{ ...common, kind: 'file', target: path, workingDir: workingDir === '.' ? null : workingDir }] : []
  }
  const path = entry.target.replaceAll('.', '/')
  const from = entry.workingDir === null ? null : inUnit(entry.workingDir)
  const roots = [...new Set([...(from === null || from === '.' ? [] : [from]), '.', 'src'])]
  const root = roots.find((one) => ['.py', '/__init__.py'].some((end) => folder.files.includes(one === '.' ? path + end : `${one}/${path}${end}`)))
  return root === undefined ? [] : [{ ...common, kind: entry.kind, target: entry.target, workingDir: root === '.' || root === 'src' ? null : root }]
}
