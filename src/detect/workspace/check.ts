import { posix } from 'node:path'
import { UserError } from '../../errors.ts'
import type { UnitFacts } from '../facts.ts'
import type { Project } from '../project.ts'
import type { DetectedUnit } from '../python-unit.ts'
import { workspacesOf, type FoundWorkspace } from './index.ts'
import { strangeLock, strangeLocksBeside } from './members-locks.ts'
import { refuseBadWorkspaces } from './refuse.ts'

/**
 * Looks at the workspaces that the units are in: what is wrong there is refused, what can be decided is asked, the rest is told.
 * @returns the units with what is asked and told of them.
 * @throws UserError at the line that is wrong.
 */
export async function checkWorkspaces(units: readonly DetectedUnit[], project: Project): Promise<DetectedUnit[]> {
  const workspaces = await workspacesOf(project)
  const dirs = units.map(({ unit }) => unit.dir)
  refuseBadWorkspaces(workspaces, dirs, project)
  for (const { unit } of units) refuseAlone(unit, workspaces, project)
  if (workspaces.length === 0) return [...units]
  return units.map((one, index) => {
    const { unit } = one
    const asked = strangeLock(unit, workspaces, project)
    // Said once a workspace: with the first of its units.
    const first = units.findIndex((other) => isIn(other.unit, workspaceOf(unit, workspaces))) === index
    const told = first ? [...deadPatterns(workspaceOf(unit, workspaces)), ...strangeLocksBeside(unit, dirs, workspaces, project)] : []
    return { ...one, unit: { ...unit, notes: [...unit.notes, ...told] }, unknown: asked ? [...one.unknown, asked] : one.unknown }
  })
}

function workspaceOf(unit: UnitFacts, workspaces: readonly FoundWorkspace[]): FoundWorkspace | null {
  return workspaces.find((one) => isIn(unit, one)) ?? null
}

function isIn({ dir, language }: UnitFacts, found: FoundWorkspace | null): boolean {
  return found !== null && (found.workspace.kind === 'node') === (language === 'node') && found.workspace.members.some((one) => one.dir === dir)
}

function deadPatterns(found: FoundWorkspace | null): UnitFacts['notes'] {
  if (!found) return []
  const { file } = found.workspace
  return found.matched.unmatched.map(({ text, line }) => ({ text: `no package matches ${text} in the workspace's list of members`, file, line }))
}

/** A dependency that is another member's, in a folder that is in no workspace here. @throws UserError at its line. */
function refuseAlone(unit: UnitFacts, workspaces: readonly FoundWorkspace[], project: Project): void {
  if (workspaceOf(unit, workspaces)) return
  const file = posix.join(unit.dir, unit.language === 'node' ? 'package.json' : 'pyproject.toml')
  if (!project.has(file)) return
  const pattern = unit.language === 'node' ? /^\s*"([^"]+)"\s*:\s*"workspace:/ : /^\s*"?([\w.-]+)"?\s*=\s*\{[^}]*\bworkspace\s*=\s*true/
  const lines = project.read(file).split('\n')
  const line = lines.findIndex((one) => pattern.test(one))
  const [, name] = pattern.exec(lines[line] ?? '') ?? []
  if (name === undefined) return
  throw new UserError(`${name} is said to be in the workspace, and no workspace here has ${unit.dir === '.' ? 'this folder' : unit.dir} in it`, {
    at: { file, line: line + 1 },
    todo: ["run create-dockerize in the workspace's root, or add the folder to its members"],
  })
}
