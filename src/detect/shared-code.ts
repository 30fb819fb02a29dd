import { posix } from 'node:path'
import type { Project } from './project.ts'
import { resolved } from './python-workspace/paths.ts'

/**
 * Folders that projects further down build into themselves (`"../../bases/shop/api" = "shop/api"`): the code there is theirs, who are
 * deployed, and not the root's, whose project only brings everything together for those who work on it.
 * @param root its folder. @returns paths from the project's root.
 */
export function codeOfMembers(project: Project, root: string): string[] {
  const below = root === '.' ? '' : `${root}/`
  const manifests = project.files.filter((file) => file.endsWith('/pyproject.toml') && file.startsWith(below) && file !== `${below}pyproject.toml`)
  return [...new Set(manifests.flatMap((file) => codeTakenBy(project, file)))]
}

/** Folders with code outside of its own that a manifest names. @param file the manifest. @returns paths from the project's root. */
export function codeTakenBy(project: Project, file: string): string[] {
  const folders = takenIn(project.read(file)).flatMap((path) => resolved(posix.dirname(file), path) ?? [])
  return folders.filter((path) => path !== '.' && project.files.some((one) => one.endsWith('.py') && one.startsWith(`${path}/`)))
}

/** Paths that lead out of the member's own folder. */
function takenIn(text: string): string[] {
  return [...text.matchAll(/["']((?:\.\.\/)+[^"']+)["']/g)].map((match) => match[1] ?? '')
}
