import { posix } from 'node:path'
import type { Evidence, UnitFacts } from '../facts.ts'
import type { Ledger } from '../ledger.ts'
import { pythonLockfiles } from '../locks.ts'
import { nodeLockfiles } from '../node/package-manager.ts'
import type { Project } from '../project.ts'
import type { FoundWorkspace } from './index.ts'
import type { Workspace } from './workspace.ts'

interface Lock {
  manager: string
  file: string
}

type Question = Ledger['unknown'][number]

/**
 * A workspace has one lock file, in its root. One of another manager in a member is a question where the member is deployed.
 * @returns null where there is none.
 */
export function strangeLock(unit: UnitFacts, found: readonly FoundWorkspace[], project: Project): Question | null {
  const workspace = found.find((one) => isMember(one.workspace, unit))?.workspace
  if (!workspace || unit.unknown.some((one) => one.key === 'package-manager')) return null
  const shared = locksIn(workspace.root, workspace, project)
  const [own] = strangersIn(unit.dir, workspace, project)
  if (!own) return null
  const by = shared.map((one) => `${one.file} is ${one.manager}'s`).join(', ')
  // What it is seen as first: the flag to paste has that one.
  const ranked = [...shared, own].sort((a, b) => Number(b.manager === unit.packageManager) - Number(a.manager === unit.packageManager))
  const choices = ranked.map((one): Evidence => ({ key: 'packageManager', value: one.manager, file: one.file, line: 1, confidence: 'likely' }))
  const why = `it is a member of the workspace in ${workspace.file}, where ${by}, and has ${own.file}, which is ${own.manager}'s`
  return { key: 'package-manager', why, choices, required: true }
}

/** The same in members that nobody deploys, where nothing depends on it: to be told, once a workspace. */
export function strangeLocksBeside(unit: UnitFacts, dirs: readonly string[], found: readonly FoundWorkspace[], project: Project): UnitFacts['notes'] {
  const workspace = found.find((one) => isMember(one.workspace, unit))?.workspace
  const others = workspace?.members.filter((one) => one.dir !== workspace.root && !dirs.includes(one.dir)) ?? []
  return others.flatMap(({ dir }) =>
    strangersIn(dir, workspace as Workspace, project).map(({ manager, file }) => ({
      text: `${file} is ${manager}'s, and the workspace is installed from its root: nothing reads it there`,
      file,
      line: 1,
    })),
  )
}

function isMember({ kind, members, root }: Workspace, { language, dir }: UnitFacts): boolean {
  return (kind === 'node') === (language === 'node') && dir !== root && members.some((one) => one.dir === dir)
}

function strangersIn(dir: string, workspace: Workspace, project: Project): Lock[] {
  const shared = locksIn(workspace.root, workspace, project)
  return shared.length === 0 ? [] : locksIn(dir, workspace, project).filter((one) => shared.every((other) => other.manager !== one.manager))
}

function locksIn(dir: string, { kind }: Workspace, project: Project): Lock[] {
  return (kind === 'node' ? nodeLockfiles : pythonLockfiles).flatMap(([name, manager]) => {
    const file = posix.join(dir, name)
    return project.has(file) ? [{ manager, file }] : []
  })
}
