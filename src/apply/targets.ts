import { lstat, readlink, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UserError } from '../errors.ts'

/** Where a file is really written: symbolic links are followed, and none may lead out of the project. */
export interface Target {
  /** Absolute; its folder may not be there yet. */
  file: string
  /** Null: no file there yet. */
  status: { mode: number; uid: number; gid: number } | null
  /** Folders that must be made first, outermost first. */
  folders: readonly string[]
}

/**
 * @param root real path of the project's folder. @param path relative to it, with `/`.
 * @throws UserError where the file would lie outside, or something else stands at its place.
 */
export async function targetOf(root: string, path: string): Promise<Target> {
  const absolute = resolve(root, path)
  if (isAbsolute(path) || !isInside(root, absolute)) throw refused(path, 'lies outside the project')
  const { real: folder, folders } = await realFolder(root, path, dirname(absolute))
  const file = await followed(root, path, join(folder, basename(absolute)))
  const status = await statusOf(file)
  if (status?.isDirectory()) throw refused(path, 'a folder stands where this file is to be written')
  if (status && !status.isFile()) throw refused(path, 'is no ordinary file')
  return { file, folders, status: status && { mode: status.mode & 0o7777, uid: status.uid, gid: status.gid } }
}

/** The folder with its links resolved, and what of it is missing. */
async function realFolder(root: string, path: string, folder: string): Promise<{ real: string; folders: string[] }> {
  const folders: string[] = []
  let there = folder
  // Links count as there, also where they lead nowhere: a folder cannot be made at their place.
  while ((await statusOf(there)) === null) {
    folders.unshift(there)
    there = dirname(there)
  }
  const real = await realpath(there)
  if (!isInside(root, real)) throw refused(path, `${relative(root, there)} is a link that leads out of the project`)
  if (!(await statusOf(real))?.isDirectory()) throw refused(path, `${relative(root, there)} is a file, and a folder is needed there`)
  const moved = (one: string): string => join(real, relative(there, one))
  return { real: moved(folder), folders: folders.map(moved) }
}

/** The file at the end of a chain of links. Done by hand, since a link may name a file that is not there yet. */
async function followed(root: string, path: string, file: string): Promise<string> {
  let at = file
  for (let links = 0; (await statusOf(at))?.isSymbolicLink(); links++) {
    if (links === 40) throw refused(path, 'is a link that leads back to itself')
    const next = resolve(dirname(at), await readlink(at))
    // A link to a file in a folder that is not there cannot be written through.
    at = join(await realpath(dirname(next)), basename(next))
    if (!isInside(root, at)) throw refused(path, `is a link that leads out of the project, to ${at}`)
  }
  return at
}

async function statusOf(file: string) {
  try {
    return await lstat(file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}

function isInside(root: string, file: string): boolean {
  return file === root || file.startsWith(root.endsWith(sep) ? root : root + sep)
}

function refused(path: string, why: string): UserError {
  return new UserError(`${why}. Nothing was written.`, { at: { file: path } })
}
