import type { Project } from '../detect/project.ts'

/** A project as it would be with other texts in some of its files, or with new ones. */
export function overlaid(project: Project, texts: ReadonlyMap<string, string>): Project {
  if (texts.size === 0) return project
  const added = [...texts.keys()].filter((path) => !project.has(path))
  return {
    ...project,
    files: added.length === 0 ? project.files : [...project.files, ...added].sort(),
    has: (path) => texts.has(path) || project.has(path),
    read: (path) => texts.get(path) ?? project.read(path),
  }
}
