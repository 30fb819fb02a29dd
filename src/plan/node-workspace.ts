import { posix } from 'node:path'
import type { UnitFacts } from '../detect/facts.ts'
import type { NodeFacts, NodeMember } from '../detect/node-facts.ts'
import type { MemberRequest, NodeManager } from '../node-managers/contract.ts'
import { shellWord } from '../render/escape/shell.ts'
import type { NodeBuild, NodeWorkspaceBuild } from './node-plan.ts'
import type { CopyPlan } from './build-plan.ts'

type Run = NodeManager['run']

/** The unit's folder as its image has it, from the workspace's root; `.` where there is no workspace. */
export function unitFolderIn({ dir, workspace }: Pick<UnitFacts, 'dir' | 'workspace'>): string {
  const root = workspace?.root ?? dir
  return dir === root ? '.' : root === '.' ? dir : dir.slice(root.length + 1)
}

/** What the manager is asked for; null: the whole of what is there. */
export function memberRequest(facts: UnitFacts): MemberRequest | null {
  const workspace = facts.node?.workspace
  if (!workspace) return null
  const { name, rootName, rebuilds, hoists } = workspace
  // In the root, installers have everything of it and of the members that are there.
  if (unitFolderIn(facts) === '.') return null
  return { name, folder: unitFolderIn(facts), rootName, rebuilds, withRoot: hoists }
}

/** An installer runs scripts of the root and of all members that it finds, whose source is not there yet. */
export function membersHaveScripts({ workspace }: NodeFacts): boolean {
  return [workspace, ...(workspace?.members ?? [])].some((one) => Boolean(one?.ownInstallScripts.length))
}

/** What the install reads. @param every of all members, not just of those that are installed. */
export function manifestsOf(facts: UnitFacts, every: boolean): readonly string[] {
  const { manifests, workspace } = withNode(facts)
  if (!workspace) return manifests
  const folders = every ? workspace.everyone : [...workspace.members.map((one) => one.dir), unitFolderIn(facts)]
  const others = folders.filter((folder) => folder !== '.').sort()
  return [...manifests, ...others.map((folder) => `${folder}/package.json`)]
}

/** What development mounts over the copy. */
export function mountedSource(facts: UnitFacts): readonly string[] {
  const { source, workspace } = withNode(facts)
  if (!workspace) return source
  return [
    ...workspace.members.filter((one) => !isBuilt(one)).flatMap((one) => one.source.map((path) => `${one.dir}/${path}`)),
    ...source.map((path) => posix.join(unitFolderIn(facts), path)),
  ]
}

/** Scripts of members and of the unit itself that installers run, then what is built: others before those who import them. */
export function memberBuild(facts: UnitFacts, run: Run): string[] {
  const node = withNode(facts)
  const { workspace } = node
  const folder = unitFolderIn(facts)
  if (!workspace) return []
  const scripts = [...workspace.members, { dir: folder, ownInstallScripts: node.ownInstallScripts }].flatMap((one) =>
    one.ownInstallScripts.filter((name) => name !== 'preinstall' && name !== 'prepare').map((name) => run(name, elsewhere(one.dir))),
  )
  scripts.push(...generates(node, scripts.length > 0))
  if (workspace.turbo && node.build && workspace.name !== null) return [...scripts, `turbo run build --filter=${shellWord(workspace.name)}`]
  return [...scripts, ...workspace.members.filter(isBuilt).map((one) => run('build', one.dir)), ...(node.build ? [run('build', elsewhere(folder))] : [])]
}

/** A folder to name beside the command; the root is where it runs anyway. */
function elsewhere(folder: string): string | undefined {
  return folder === '.' ? undefined : folder
}

/** What makes code of a member's, in its folder. @param byScript a script that installers run does it. */
function generates({ generate }: NodeFacts, byScript: boolean): string[] {
  if (!generate || byScript || generate.dir === undefined) return []
  return [`(cd ${shellWord(generate.dir)} && PATH=$PWD/node_modules/.bin:$PATH ${generate.command.join(' ')})`]
}

/** The same for production, in the context's own paths. */
export function generateBuild({ command, folder, dir }: NonNullable<NodeFacts['generate']>): NonNullable<NodeBuild['generate']> {
  return { program: command.join(' '), folder: dir === undefined ? folder : `${dir}/${folder}`, member: dir ?? null }
}

/** How its image is made from the root; null: from its own folder. */
export function workspaceBuild(facts: UnitFacts, run: Run): NodeWorkspaceBuild | null {
  const { workspace, manifests, build, source } = withNode(facts)
  if (!workspace) return null
  const folder = unitFolderIn(facts)
  const built = workspace.members.filter(isBuilt)
  const byTurbo = workspace.turbo && build && workspace.name !== null
  return {
    folder,
    source: [
      ...rootCopies([...manifests, ...workspace.rootFiles]),
      ...[...workspace.members.map((one) => one.dir), ...(folder === '.' ? [] : [folder])].map((path) => ({ from: [path], to: `./${path}` })),
      ...(folder === '.'
        ? ownCopies(
            source.filter((path) => !workspace.rootFiles.includes(path)),
            facts,
          )
        : []),
    ],
    own: folder === '.' ? ownCopies(['package.json', ...source], facts) : [{ from: [folder], to: `./${folder}` }],
    rebuilt: built.map((one) => one.dir),
    prepare: [
      ...generates(withNode(facts), false),
      ...(built.length === 0 ? [] : byTurbo ? [`turbo run build --filter=${shellWord(`${workspace.name}^...`)}`] : built.map((one) => run('build', one.dir))),
    ],
    outputs: built.flatMap((one) => one.built.map((path) => `${one.dir}/${path}`)),
    members: workspace.members.filter((one) => one.production).flatMap(memberCopies),
  }
}

/** Files of the root in one layer; its folders keep their names. */
function rootCopies(paths: readonly string[]): CopyPlan[] {
  const isFolder = (path: string) => /^(\.yarn\/|patches$)/.test(path)
  return [{ from: paths.filter((path) => !isFolder(path)), to: './' }, ...paths.filter(isFolder).map((path) => ({ from: [path], to: `./${path}` }))]
}

/** What an app in the root itself has: its files in one layer, its folders each. */
function ownCopies(paths: readonly string[], { node }: UnitFacts): CopyPlan[] {
  const isFolder = (path: string) => node?.folders?.includes(path) ?? false
  const files = paths.filter((path) => !isFolder(path))
  return [...(files.length > 0 ? [{ from: files, to: './' }] : []), ...paths.filter(isFolder).map((path) => ({ from: [path], to: `./${path}` }))]
}

/** A member that is built runs from what its build makes; any other is its source. */
function memberCopies({ dir, built }: NodeMember): NodeWorkspaceBuild['members'] {
  if (built.length === 0) return [{ from: [dir], to: `./${dir}`, built: false }]
  return [
    { from: [`${dir}/package.json`], to: `./${dir}/`, built: false },
    ...built.map((path) => ({ from: [`/app/${dir}/${path}`], to: `./${dir}/${path}`, built: true })),
  ]
}

function isBuilt({ built }: NodeMember): boolean {
  return built.length > 0
}

function withNode({ node }: UnitFacts): NodeFacts {
  if (!node) throw new Error('no unit of Node has no facts of it')
  return node
}
