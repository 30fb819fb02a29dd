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

const written = new WeakMap<Project, ReadonlySet<string>>()

/** What an earlier run wrote: read once, though each folder asks. */
function writtenBefore(project: Project): ReadonlySet<string> {
  const known = written.get(project) ?? readWritten(project)
  written.set(project, known)
  return known
}

function readWritten(project: Project): ReadonlySet<string> {
  if (!project.has(lastRender)) return new Set()
  try {
    return new Set(Object.keys((JSON.parse(project.read(lastRender)) as { files?: object }).files ?? {}))
  } catch {
    // Unreadable: the step that needs it says so.
    return new Set()
  }
}

/**
 * Its files are listed when somebody asks for them: a folder that only holds a manifest to look into costs nothing.
 * @param others folders further down that belong to somebody else.
 */
export function unitFolder(project: Project, dir: string, others: readonly string[] = []): UnitFolder {
  const prefix = dir === '.' ? '' : `${dir}/`
  // What an earlier run wrote says what was decided then, not what the project is.
  const ours = writtenBefore(project)
  let files: readonly string[] | null = null
  let folders: ReadonlySet<string> | null = null
  const listed = (): readonly string[] => (files ??= filesBelow(project, prefix, ours, new Set(others.filter((one) => one !== dir))))
  return {
    dir,
    project,
    alone: others.every((other) => other === dir),
    get files() {
      return listed()
    },
    has: (path) => project.has(prefix + path),
    hasFolder: (path) => (folders ??= foldersOf(listed())).has(path),
    read: (path) => project.read(prefix + path),
    fromRoot: (path) => prefix + path,
    isOurs: (path) => ours.has(path),
  }
}

function filesBelow(project: Project, prefix: string, ours: ReadonlySet<string>, foreign: ReadonlySet<string>): string[] {
  const { files } = project
  const found: string[] = []
  // They are sorted, so those of one folder stand together.
  for (let at = firstFrom(files, prefix); files[at]?.startsWith(prefix); at++) {
    const file = files[at] ?? ''
    if (!ours.has(file) && !isBelow(file, foreign, prefix.length)) found.push(file.slice(prefix.length))
  }
  return found
}

/** Index of the first text that is not before this one. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0
  for (let high = sorted.length; low < high;) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}

/** @param from where the part of the path begins that is looked at. */
function isBelow(file: string, folders: ReadonlySet<string>, from: number): boolean {
  for (let at = file.indexOf('/', from); at >= 0; at = file.indexOf('/', at + 1)) if (folders.has(file.slice(0, at))) return true
  return false
}

function foldersOf(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const file of files) for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) folders.add(file.slice(0, at))
  return folders
}
