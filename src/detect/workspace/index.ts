import { posix } from 'node:path'
import { isAsideFolder, isTestFolder } from '../decoys.ts'
import type { Project } from '../project.ts'
import type { Matched } from './members.ts'
import { nodeWorkspace } from './node.ts'
import { uvWorkspace } from './uv.ts'
import type { Workspace } from './workspace.ts'

/** A workspace, and what is odd about its patterns. */
export interface FoundWorkspace {
  workspace: Workspace
  matched: Matched
}

const read = new WeakMap<Project, Promise<readonly FoundWorkspace[]>>()

/**
 * The workspaces of a project, outermost first: read once, whoever asks. Those of examples and tests are nobody's to deploy.
 * @throws UserError where a manifest or a list of members cannot be read.
 */
export function workspacesOf(project: Project): Promise<readonly FoundWorkspace[]> {
  const known = read.get(project) ?? readAll(project)
  read.set(project, known)
  return known
}

async function readAll(project: Project): Promise<FoundWorkspace[]> {
  const found: FoundWorkspace[] = []
  for (const file of project.files.filter((one) => /(^|\/)(package\.json|pnpm-workspace\.yaml|pyproject\.toml)$/.test(one))) {
    const root = posix.dirname(file)
    if (root.split('/').some((part) => part !== '.' && (isTestFolder(part) || isAsideFolder(part)))) continue
    const kind = file.endsWith('.toml') ? 'uv' : 'node'
    if (found.some(({ workspace }) => workspace.root === root && workspace.kind === kind)) continue
    const one = await (kind === 'uv' ? uvWorkspace(project, root) : nodeWorkspace(project, root))
    if (one) found.push(one)
  }
  const depth = ({ workspace: { root } }: FoundWorkspace): number => (root === '.' ? 0 : root.split('/').length)
  return found.sort((a, b) => depth(a) - depth(b))
}
