import type { Dependency, Evidence, WorkspaceFacts } from '../facts.ts'
import type { NodeMember, NodeWorkspace } from '../node-facts.ts'
import { unitFolder, type UnitFolder } from '../unit-folder.ts'
import { ownInstallScripts, sourceEntries } from './folder-entries.ts'
import type { PackageJson } from './package-json.ts'
import { rebuildsOf } from './rebuilds.ts'
import { scriptsOf, type Script } from './sources.ts'
import { nodeUses } from './uses.ts'
import { closureOf } from './workspace-closure.ts'
import { below, workspaceAround, workspaceIn, type Member, type Workspace } from './workspace.ts'

/** What a unit has of the workspace that it is a member of. */
export interface Membership {
  workspace: Workspace
  /** The workspace's root, whose settings hold for all members. */
  root: UnitFolder
  facts: NodeWorkspace
  /** Code of the members that production runs with it. */
  scripts: readonly Script[]
  /** Folders of those members. */
  folders: readonly UnitFolder[]
  /** What those members install. */
  dependencies: readonly Dependency[]
  /** What the root installs and the code names. */
  hoisted: readonly Dependency[]
  /** Members that it is deployed with, by name. */
  names: readonly string[]
}

/** Files of a workspace's root that the builds of its members read. */
const readByBuilds =
  /^(tsconfig[\w.-]*\.json|turbo\.jsonc?|nx\.json|\.swcrc|\.browserslistrc|\.babelrc(\.\w+)?|(babel|postcss|tailwind|tsup|vite)[\w.-]*\.config\.\w+)$/

/**
 * @returns null where the folder is neither a member of a workspace nor the root of one.
 * @throws UserError where a package.json of the workspace cannot be read.
 */
export function membershipOf(folder: UnitFolder, manifest: PackageJson, code: readonly Script[]): Membership | null {
  const { project, dir } = folder
  const own = workspaceIn(project, dir)
  const isRoot = Boolean(own?.members.length)
  const workspace = isRoot ? own : workspaceAround(project, dir)
  if (!workspace) return null
  const root = unitFolder(project, workspace.root)
  const production = new Set(closureOf(manifest, workspace, 'main'))
  const members = closureOf(manifest, workspace, 'all')
  const folders = new Map(members.map((one) => [one, unitFolder(project, below(workspace.root, one.dir))] as const))
  const scripts = [...folders].flatMap(([member, at]) => (production.has(member) ? scriptsOf(at) : []))
  const hoistedThere = isRoot ? [] : hoisted(workspace, manifest, [...code, ...scripts])
  return {
    workspace,
    root,
    scripts,
    folders: [...folders].flatMap(([member, at]) => (production.has(member) ? [at] : [])),
    dependencies: [...production].flatMap((one) => one.manifest.dependencies),
    hoisted: hoistedThere,
    names: [...production].flatMap((one) => one.manifest.name ?? []),
    facts: {
      name: manifest.name,
      rootName: workspace.manifest?.name ?? null,
      everyone: workspace.members.map((one) => one.dir),
      rootFiles: root.files.filter((file) => readByBuilds.test(file)),
      rebuilds: rebuildsOf(root, workspace.manifest),
      hoists: hoistedThere.some((one) => one.group === 'main'),
      ownInstallScripts: workspace.manifest ? ownInstallScripts(workspace.manifest) : [],
      // The root's own build is no task of its runner's.
      turbo: !isRoot && (root.has('turbo.json') || root.has('turbo.jsonc')) && Boolean(workspace.manifest?.dependencies.some((one) => one.name === 'turbo')),
      members: [...folders].map(([member, at]) => memberFacts(member, at, production.has(member))),
    },
  }
}

/** The same as every language has it. */
export function workspaceFacts({ workspace, facts }: Membership): WorkspaceFacts {
  return { root: workspace.root, members: facts.members.map(({ name, dir }) => ({ name: name ?? dir, dir })) }
}

interface OwnCode {
  folder: UnitFolder
  scripts: readonly Script[]
  dependencies: readonly Dependency[]
}

/** Backing services of a unit, and of the members that it runs with: a package for the database is what talks to it. */
export function usesOf({ folder, scripts, dependencies }: OwnCode, membership: Membership | null): Evidence[] {
  const all = [
    ...nodeUses([...dependencies, ...(membership?.dependencies ?? [])], scripts, folder),
    ...(membership?.folders ?? []).flatMap((one) => nodeUses([], scriptsOf(one), one)),
  ]
  return all.filter((one, index) => all.findIndex((other) => other.key === one.key && other.value === one.value) === index)
}

function memberFacts({ dir, manifest }: Member, folder: UnitFolder, production: boolean): NodeMember {
  return {
    name: manifest.name,
    dir,
    production,
    built: manifest.scripts.has('build') ? builtFolders(manifest, folder) : [],
    ownInstallScripts: ownInstallScripts(manifest),
    source: sourceEntries(folder),
  }
}

/** Of what it hands out, the folders that are not there yet: code that is there needs no build. */
function builtFolders({ targets }: PackageJson, folder: UnitFolder): string[] {
  const tops = targets.flatMap((one) => (one.includes('/') ? [one.split('/')[0] ?? one] : []))
  return [...new Set(tops)].filter((one) => one !== '' && !one.includes('*') && !folder.hasFolder(one))
}

/** Dependencies of the root that a member's code imports, or its scripts start: they are found from every folder below. */
function hoisted({ manifest }: Workspace, member: PackageJson, scripts: readonly Script[]): Dependency[] {
  const commands = [...member.scripts.values()].map((one) => one.value).join('\n')
  return (manifest?.dependencies ?? []).filter(({ name }) => {
    const quoted = new RegExp(`['"\`]${escaped(name)}(/[^'"\`]*)?['"\`]`)
    return new RegExp(`(^|\\s)${escaped(name)}(\\s|$)`, 'm').test(commands) || scripts.some(({ text }) => text.includes(name) && quoted.test(text))
  })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
