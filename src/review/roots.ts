import { statSync, type Stats } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { reason } from '../detect/project.ts'
import { UserError } from '../errors.ts'

/** A folder that is read, and what of it is spoken of. */
export interface Root {
  root: string
  /** Paths from the root that are spoken of; null: all. */
  only: Set<string> | null
}

/**
 * A folder is a project; a file is seen with what lies around it in the current folder, else in its own.
 * @throws UserError for a path that is not there.
 */
export function rootsOf(cwd: string, paths: readonly string[]): Root[] {
  if (paths.length === 0) return [{ root: cwd, only: null }]
  const roots: Root[] = []
  for (const path of paths) {
    const full = resolve(cwd, path)
    const status = statusOf(full, path)
    if (status.isDirectory()) {
      roots.push({ root: full, only: null })
      continue
    }
    const root = full.startsWith(cwd + sep) ? cwd : dirname(full)
    const name = relative(root, full).split(sep).join('/')
    const known = roots.find((one) => one.root === root && one.only !== null)
    if (known) known.only!.add(name)
    else roots.push({ root, only: new Set([name]) })
  }
  return roots
}

/** @throws UserError where nothing is there, or what is there may not be looked at. */
function statusOf(full: string, path: string): Stats {
  try {
    return statSync(full)
  } catch (error) {
    throw new UserError(`${path}: ${reason(error)}`)
  }
}
