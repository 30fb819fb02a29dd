import { posix } from 'node:path'
import type { Project } from '../project.ts'
import { folderPattern } from './pattern.ts'

/** A member there is beyond what is looked at, and beyond what an image can be built from. @param text one pattern of the workspace. */
export function outsideRoot(root: string, text: string): boolean {
  const path = posix.join(root, text)
  return posix.isAbsolute(text) || path === '..' || path.startsWith('../')
}

/**
 * A folder that the pattern takes for a member and that is a link.
 * @param manifest the file that makes a folder a package; what lies outside of the project is taken for one unseen.
 * @returns its path from the project's root; null: there is none.
 */
export function throughLink(root: string, text: string, manifest: string, project: Project): string | null {
  if (project.links.size === 0) return null
  const matches = folderPattern(text)
  for (const [link, target] of project.links) {
    const within = posix.relative(root, link)
    if (target !== null && !project.has(posix.join(target, manifest))) continue
    if (matches(within) || posix.join(text, '/').startsWith(`${within}/`)) return link
  }
  return null
}
