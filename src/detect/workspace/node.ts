import { posix } from 'node:path'
import { UserError } from '../../errors.ts'
import type { PackageJson } from '../node/package-json.ts'
import { workspaceIn } from '../node/workspace.ts'
import type { Project } from '../project.ts'
import { membersOf, type Matched } from './members.ts'
import type { Need, Package, Pattern, Workspace } from './workspace.ts'

/**
 * The workspace of npm, yarn, bun or pnpm whose root this folder is; null where it is none.
 * @throws UserError where a manifest, or pnpm's list of members, cannot be read.
 */
export async function nodeWorkspace(project: Project, root: string): Promise<{ workspace: Workspace; matched: Matched } | null> {
  await refuseBrokenList(project, posix.join(root, 'pnpm-workspace.yaml'))
  const found = workspaceIn(project, root)
  if (!found) return null
  const { file } = found
  const patterns = found.patterns.map(({ value, line }): Pattern => ({ text: value.replace(/^!/, ''), line, excludes: value.startsWith('!') }))
  const manifests = [found.manifest, ...found.members.map((one) => one.manifest)].flatMap((one) => one ?? [])
  const dirs = new Map(manifests.flatMap((one) => (one.name === null ? [] : [[one.name, posix.dirname(one.file)] as const])))
  const byRange = takesRanges(project, root, file)
  const members = manifests.map((one) => packageOf(one, project, dirs, byRange))
  return {
    workspace: { kind: 'node', root, file, line: patterns[0]?.line ?? 1, patterns, members },
    matched: membersOf(project, root, patterns, 'package.json'),
  }
}

/** What finds members reads the list line by line, and takes what it does not understand for the end of it. */
async function refuseBrokenList(project: Project, file: string): Promise<void> {
  if (!project.has(file)) return
  const { parseYaml } = await import('../../validate/yaml-text.ts')
  const { value, faults, lineOf } = await parseYaml(project.read(file))
  const [fault] = faults
  if (fault) throw new UserError(`this is no valid YAML: ${fault.detail.split('\n')[0] ?? ''}`, { at: { file, line: fault.line } })
  const listed = (value as { packages?: unknown } | null)?.packages ?? []
  if (Array.isArray(listed)) return
  throw new UserError('packages is no list of folders', { at: { file, line: lineOf('packages') }, todo: ["write it like: packages: ['apps/*']"] })
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
  const line = manifest.name === null ? 1 : lineOf(project.read(manifest.file), `"${manifest.name}"`)
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

/** The first line that holds the text. */
function lineOf(text: string, part: string): number {
  const at = text.split('\n').findIndex((line) => line.includes(part))
  return at < 0 ? 1 : at + 1
}
