import type { NodeBuild } from '../plan/node-plan.ts'
import { copyArguments } from './escape/dockerfile.ts'
import { ignorePattern } from './escape/ignore.ts'
import { refuseHostilePath } from './escape/name.ts'
import { shellWord } from './escape/shell.ts'

/** What differs in the Dockerfile of a workspace's member: it lies below the root that is `/app`. */
export function nodeWorkspaceView({ workspace, build, tools }: NodeBuild): Record<string, unknown> {
  if (!workspace) return { at: '', source: ['. .'], own: ['. .'], folder: null, production: [{ from: '/app/node_modules', to: './node_modules' }], members: [] }
  return {
    at: unitAt(workspace),
    source: workspace.source.map(({ from, to }) => copyArguments(from.map(refuseHostilePath), to)),
    own: workspace.own.map(({ from, to }) => copyArguments(from.map(refuseHostilePath), to)),
    folder: workspace.folder !== '.' ? `/app/${refuseHostilePath(workspace.folder)}` : tools && '/app',
    // Modules lie in the root and in each member's folder.
    production: [{ from: '/app', to: './' }],
    members: workspace.members.map((one) => ({ copy: copyArguments(one.from.map(refuseHostilePath), one.to), built: one.built })),
    prepare: workspace.prepare,
    turbo: [...build, ...workspace.prepare].some((one) => one.startsWith('turbo ')),
  }
}

/** What stands before a path of the unit's, from the context. */
export function unitAt(workspace: NodeBuild['workspace']): string {
  return workspace && workspace.folder !== '.' ? `${workspace.folder}/` : ''
}

/** What the image takes from the context, of which there is an ignore file of its own; empty: it takes all that is not refused. */
export function nodeContextPaths({ workspace, manifests }: NodeBuild): string[] {
  if (!workspace) return []
  const taken = [...new Set([...manifests, ...workspace.source.flatMap((one) => one.from)])]
  return taken.filter((path) => !taken.some((other) => path.startsWith(`${other}/`)))
}

/** What its ignore file is made from. @param more patterns of what else lies in its context. */
export function nodeIgnoreView(build: NodeBuild, more: readonly string[]): Record<string, unknown> {
  const at = unitAt(build.workspace)
  const outputs = [...(build.output === null ? [] : [at + build.output]), ...(build.workspace?.outputs ?? [])]
  return { npmrc: build.manifests.includes('.npmrc'), outputs, leaves: build.tool?.leaves ?? [], more, keep: nodeContextPaths(build).map(ignorePattern) }
}

/** How a program of development makes code into production's modules. In a workspace it lies in the member's own folder, or in the root's. */
export function generateView({ program, member }: NonNullable<NodeBuild['generate']>): { tools: string; run: string } {
  if (member === null) return { tools: '/app/node_modules', run: `/tools/.bin/${program}` }
  const folder = refuseHostilePath(member)
  return { tools: '/app', run: `cd ${shellWord(folder)} && PATH=${shellWord(`/tools/${folder}/node_modules/.bin`)}:/tools/node_modules/.bin:$PATH ${program}` }
}
