import type { Project } from './project.ts'

/**
 * Folders of a uv workspace's root that its members build into themselves (`"../../bases/shop/api" = "shop/api"`): the code there is the
 * members', who are deployed, and not the root's, whose project only brings everything together for those who work on it.
 * @returns paths from the project's root; none where the root is no workspace.
 */
export function codeOfMembers(project: Project): string[] {
  if (!project.has('pyproject.toml') || !/^\[tool\.uv\.workspace\]/m.test(project.read('pyproject.toml'))) return []
  const manifests = project.files.filter((file) => file.endsWith('/pyproject.toml'))
  return [...new Set(manifests.flatMap((file) => takenIn(project.read(file)).flatMap((path) => resolved(file, path) ?? [])))]
}

/** Paths that lead out of the member's own folder. */
function takenIn(text: string): string[] {
  return [...text.matchAll(/["']((?:\.\.\/)+[^"']+)["']/g)].map((match) => match[1] ?? '')
}

function resolved(manifest: string, path: string): string | null {
  const parts = manifest.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return parts.length === 0 ? null : parts.join('/')
}
