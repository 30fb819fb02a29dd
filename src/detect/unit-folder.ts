import type { Project } from './project.ts'

/** A unit's folder: the project as seen from there. Paths are relative to the folder. */
export interface UnitFolder {
  /** Relative to the root; `.` for the root. */
  dir: string
  project: Project
  /** No other folder may be a unit. */
  alone: boolean
  /** Files below it, without those of units further down. */
  files: readonly string[]
  has(path: string): boolean
  hasFolder(path: string): boolean
  /** @throws UserError where the file cannot be read. */
  read(path: string): string
  /** The same path as seen from the project's root. */
  fromRoot(path: string): string
  /** Whether an earlier run wrote it. @param path from the project's root. */
  isOurs(path: string): boolean
}

const lastRender = '.dockerize/last-render.json'

function writtenBefore(project: Project): ReadonlySet<string> {
  if (!project.has(lastRender)) return new Set()
  try {
    return new Set(Object.keys((JSON.parse(project.read(lastRender)) as { files?: object }).files ?? {}))
  } catch {
    // Unreadable: the step that needs it says so.
    return new Set()
  }
}

/** @param others folders further down that belong to somebody else. */
export function unitFolder(project: Project, dir: string, others: readonly string[] = []): UnitFolder {
  const prefix = dir === '.' ? '' : `${dir}/`
  const foreign = others.filter((other) => other !== dir && other.startsWith(prefix)).map((other) => `${other}/`)
  // What an earlier run wrote says what was decided then, not what the project is.
  const ours = writtenBefore(project)
  const files = project.files
    .filter((file) => file.startsWith(prefix) && !ours.has(file) && !foreign.some((other) => file.startsWith(other)))
    .map((file) => file.slice(prefix.length))
  const folders = new Set<string>()
  for (const file of files) for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) folders.add(file.slice(0, at))
  return {
    dir,
    project,
    alone: others.every((other) => other === dir),
    files,
    has: (path) => project.has(prefix + path),
    hasFolder: (path) => folders.has(path),
    read: (path) => project.read(prefix + path),
    fromRoot: (path) => prefix + path,
    isOurs: (path) => ours.has(path),
  }
}
