import { posix } from 'node:path'
import { UserError } from '../../errors.ts'
import { readPackageJson, type PackageJson } from '../node/package-json.ts'
import type { Project } from '../project.ts'
import { unitFolder } from '../unit-folder.ts'
import { membersOf, type Matched } from './members.ts'
import type { Need, Package, Pattern, Workspace } from './workspace.ts'

interface Declared {
  file: string
  line: number
  patterns: readonly Pattern[]
}

/**
 * The workspace of npm, yarn, bun or pnpm whose root this folder is; null where it is none. Where pnpm has a list of its own, that counts.
 * @throws UserError where a manifest cannot be read.
 */
export async function nodeWorkspace(project: Project, root: string): Promise<{ workspace: Workspace; matched: Matched } | null> {
  const declared = (await inPnpmFile(project, root)) ?? inPackageJson(project, root)
  if (!declared) return null
  const matched = membersOf(project, root, declared.patterns, 'package.json')
  const manifests = [root, ...matched.dirs].flatMap((dir) => manifestIn(project, dir) ?? [])
  const dirs = new Map(manifests.flatMap(({ name, file }) => (name === null ? [] : [[name, posix.dirname(file)] as const])))
  const byRange = takesRanges(project, root, declared.file)
  const members = manifests.map((one) => packageOf(one, project, dirs, byRange))
  return { workspace: { kind: 'node', root, ...declared, members }, matched }
}

function manifestIn(project: Project, dir: string): PackageJson | null {
  return readPackageJson(unitFolder(project, dir))
}

/** pnpm keeps its settings there too, in projects that are no workspace. */
async function inPnpmFile(project: Project, root: string): Promise<Declared | null> {
  const file = posix.join(root, 'pnpm-workspace.yaml')
  if (!project.has(file)) return null
  const text = project.read(file)
  const { parseYaml } = await import('../../validate/yaml-text.ts')
  const { value, faults, lineOf } = await parseYaml(text)
  const [fault] = faults
  if (fault) throw new UserError(`this is no valid YAML: ${fault.detail.split('\n')[0] ?? ''}`, { at: { file, line: fault.line } })
  const listed = (value as { packages?: unknown } | null)?.packages
  if (listed === undefined || listed === null) return null
  const line = lineOf('packages')
  if (!Array.isArray(listed)) throw new UserError('packages is no list of folders', { at: { file, line }, todo: ["write it like: packages: ['apps/*']"] })
  const patterns = patternsOf(listed, text, line)
  return patterns.length === 0 ? null : { file, line, patterns }
}

function inPackageJson(project: Project, root: string): Declared | null {
  const file = posix.join(root, 'package.json')
  if (!project.has(file) || !project.read(file).includes('"workspaces"')) return null
  const text = project.read(file)
  // Whether it is JSON at all is said where it is read.
  if (!manifestIn(project, root)?.workspaces) return null
  const { workspaces } = JSON.parse(text) as { workspaces?: unknown }
  const listed = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown } | null)?.packages
  const line = lineWith(text, '"workspaces"', 1)
  const patterns = Array.isArray(listed) ? patternsOf(listed, text, line) : []
  return patterns.length === 0 ? null : { file, line, patterns }
}

function patternsOf(listed: readonly unknown[], text: string, from: number): Pattern[] {
  return listed
    .filter((one) => typeof one === 'string')
    .map((one) => ({ text: one.replace(/^!/, ''), line: lineWith(text, one, from), excludes: one.startsWith('!') }))
}

/** The first line from there on that holds the text. */
function lineWith(text: string, part: string, from: number): number {
  const at = text.split('\n').findIndex((line, index) => index >= from - 1 && line.includes(part))
  return at < 0 ? from : at + 1
}

/** pnpm takes a member for a plain range only where it is told to; the others always do. */
function takesRanges(project: Project, root: string, declaredIn: string): boolean {
  if (!declaredIn.endsWith('.yaml')) return true
  const npmrc = posix.join(root, '.npmrc')
  return (
    /^linkWorkspacePackages:\s*(true|deep)/m.test(project.read(declaredIn)) ||
    (project.has(npmrc) && /^link-workspace-packages\s*=\s*(true|deep)/m.test(project.read(npmrc)))
  )
}

/** @param byRange a member is taken for a plain range of versions too. */
function packageOf(manifest: PackageJson, project: Project, dirs: ReadonlyMap<string, string>, byRange: boolean): Package {
  const dir = posix.dirname(manifest.file)
  const line = manifest.name === null ? 1 : lineWith(project.read(manifest.file), `"${manifest.name}"`, 1)
  const needs = manifest.dependencies.flatMap(({ name, spec, group, line }): Need[] => {
    const meant = meantBy(name, spec, dir, byRange)
    if (meant === null) return []
    const found = meant.dir === null ? (dirs.get(meant.name) ?? null) : [...dirs.values()].includes(meant.dir) ? meant.dir : null
    return meant.stated || found !== null ? [{ name, line, group, stated: meant.stated, dir: found }] : []
  })
  return { name: manifest.name, dir, file: manifest.file, line, needs }
}

/** The member that a dependency may be; null: it comes from elsewhere. */
function meantBy(name: string, spec: string, dir: string, byRange: boolean): { name: string; dir: string | null; stated: boolean } | null {
  const inWorkspace = /^workspace:(.*)$/s.exec(spec)?.[1]
  if (inWorkspace !== undefined) {
    if (/^\.{1,2}\//.test(inWorkspace)) return { name, dir: posix.join(dir, inWorkspace), stated: true }
    // `workspace:other@*`: installed under another name than its own.
    return { name: /^(@?[^@*^~\d][^@]*)@/.exec(inWorkspace)?.[1] ?? name, dir: null, stated: true }
  }
  const path = /^(?:file|link|portal):(.*)$/s.exec(spec)?.[1]
  if (path !== undefined) return { name, dir: posix.join(dir, path), stated: false }
  // A range is met by the member of that name; anything with a protocol, or a path, is not it.
  return byRange && /^[\w.^~<>=*| -]*$/.test(spec) ? { name, dir: null, stated: false } : null
}
