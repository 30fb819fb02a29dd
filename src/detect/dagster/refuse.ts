import { posix } from 'node:path'
import { UserError } from '../../errors.ts'
import type { Project } from '../project.ts'
import { normalise } from '../readers/requirement.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { StatedLocation } from './stated.ts'
import { workspaceEntries } from './workspaces.ts'

/**
 * @param installed names of what the unit installs, which a location may come from as well.
 * @throws UserError at the line of the settings where what a location loads is not in the unit.
 */
export function refuseMissing(folder: UnitFolder, stated: readonly StatedLocation[], importRoot: string, installed: ReadonlySet<string>): void {
  for (const { kind, target, workingDir, file, line } of stated) {
    if (kind === 'file' || installed.has(topOf(target))) continue
    const path = target.replaceAll('.', '/')
    const roots = [...new Set([workingDir ?? importRoot, importRoot, '.', 'src'])].map((root) => posix.join(root, path))
    const there = roots.some((one) => folder.files.includes(`${one}.py`) || folder.hasFolder(one))
    if (!there) throw new UserError(`a code location loads ${target}, and there is no ${folder.fromRoot(`${roots[0] ?? path}.py`)}`, { at: { file, line } })
  }
}

/** The same for entries of workspace files, whose code may lie in any folder. @throws UserError at the entry. */
export async function refuseMissingEntries(project: Project, installed: ReadonlySet<string>): Promise<void> {
  for (const { kind, target, workingDir, file, line } of await workspaceEntries(project)) {
    if (kind === 'grpc') continue
    if (kind === 'file') {
      if (project.has(target)) continue
      throw new UserError(`a code location loads ${target}, and there is no such file`, { at: { file, line } })
    }
    const path = target.replaceAll('.', '/')
    const named = project.files.some((one) => [`${path}.py`, `${path}/__init__.py`].some((end) => one === end || one.endsWith(`/${end}`)))
    if (named || installed.has(topOf(target))) continue
    const expected = posix.join(workingDir ?? '.', `${path}.py`)
    throw new UserError(`a code location loads ${target}, and there is no ${expected}`, { at: { file, line } })
  }
}

/** @throws UserError where two locations have one name, which is what Dagster tells them apart by. */
export function refuseTwins(locations: readonly { name: string; file: string; line: number }[]): void {
  for (const [at, { name, file, line }] of locations.entries()) {
    const twin = locations.slice(0, at).find((one) => one.name === name)
    if (!twin) continue
    const where = twin.file === file && twin.line === line ? '' : ` (the other: ${twin.file}:${twin.line})`
    throw new UserError(`two code locations are called ${name}${where}: history is kept by that name`, {
      at: { file, line },
      todo: ['give one another name: location_name in workspace.yaml, code_location_name in pyproject.toml or dg.toml'],
    })
  }
}

function topOf(module: string): string {
  return normalise(module.split('.')[0] ?? module)
}
