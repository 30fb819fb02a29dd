import { posix } from 'node:path'
import type { Project } from '../project.ts'
import { folderPattern } from './pattern.ts'
import type { Pattern } from './workspace.ts'

/** What its patterns make of a workspace. */
export interface Matched {
  /** Folders of the members without the root, sorted, from the project's root. */
  dirs: readonly string[]
  /** Patterns that match no folder with a manifest. */
  unmatched: readonly Pattern[]
}

/**
 * Folders with a manifest that the patterns name.
 * @param manifest the file that makes a folder a package: `package.json`.
 */
export function membersOf(project: Project, root: string, patterns: readonly Pattern[], manifest: string): Matched {
  const within = manifestFolders(project, root, manifest)
  const matchers = patterns.map((pattern) => ({ pattern, matches: folderPattern(pattern.text) }))
  const leftOut = matchers.filter((one) => one.pattern.excludes)
  const dirs = new Set<string>()
  const unmatched: Pattern[] = []
  for (const { pattern, matches } of matchers.filter((one) => !one.pattern.excludes)) {
    const found = within.filter((dir) => matches(dir))
    if (found.length === 0) unmatched.push(pattern)
    for (const dir of found) if (!leftOut.some((one) => one.matches(dir))) dirs.add(dir)
  }
  return { dirs: [...dirs].map((dir) => posix.join(root, dir)).sort(), unmatched }
}

/** Folders below the root, seen from there; the root itself is a member anyway. */
function manifestFolders({ files }: Project, root: string, manifest: string): string[] {
  const prefix = root === '.' ? '' : `${root}/`
  const end = `/${manifest}`
  return files.filter((file) => file.startsWith(prefix) && file.endsWith(end)).flatMap((file) => file.slice(prefix.length, -end.length) || [])
}
