import { statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
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
    const status = statSync(full, { throwIfNoEntry: false })
    if (!status) throw new UserError(`${path}: there is no such folder or file`)
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
