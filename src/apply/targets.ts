import { constants } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UserError } from '../errors.ts'
import { codeOf, type DiskCalls } from './disk-calls.ts'

/** Where a file is really written: symbolic links are followed, and none may lead out of the project. */
export interface Target {
  /** Absolute; its folder may not be there yet. Spelled as on disk, where upper and lower case are one. */
  file: string
  /** What stands under the very name: `file`, or the link that leads there. */
  entry: string
  /** Null: no file there yet. */
  status: { mode: number; uid: number; gid: number } | null
  /** Folders that must be made first, outermost first. */
  folders: readonly string[]
}

/**
 * @param root real path of the project's folder. @param path relative to it, with `/`.
 * @throws UserError where the file would lie outside, or something else stands at its place.
 */
export async function targetOf(disk: DiskCalls, root: string, path: string): Promise<Target> {
  const absolute = resolve(root, path)
  if (isAbsolute(path) || absolute === root || !isInside(root, absolute)) throw refused(path, 'lies outside the project')
  const { real: folder, folders } = await realFolder(disk, root, path, dirname(absolute))
  const entry = join(folder, basename(absolute))
  const file = await followed(disk, root, path, entry)
  const status = await statusOf(disk, file)
  if (status === null) return { file, entry, folders, status }
  if (status.isDirectory()) throw refused(path, 'a folder stands where this file is to be written')
  if (!status.isFile()) throw refused(path, 'is no ordinary file')
  // `makefile` is found as `Makefile` where case does not count: it keeps the name that it has.
  const spelled = await disk.realpath(file).catch((error: unknown) => (codeOf(error) === 'ENOENT' ? null : Promise.reject(error as Error)))
  // It went away between two looks, as the lock of a run that ends.
  if (spelled === null) return targetOf(disk, root, path)
  return { file: spelled, entry: entry === file ? spelled : entry, folders, status: { mode: status.mode & 0o7777, uid: status.uid, gid: status.gid } }
}

/**
 * A rename asks the folder alone, and would go over a file that its owner made read-only, or that belongs to somebody else.
 * @throws UserError, or the disk's error: the file may not be written.
 */
export async function refuseProtected(disk: DiskCalls, path: string, { file, status }: Target): Promise<void> {
  if (status === null) return
  if ((status.mode & 0o222) === 0) throw refused(path, 'is read-only', [`if it may be changed: chmod u+w ${path}`])
  await disk.access(file, constants.W_OK)
}

/** The folder with its links resolved, and what of it is missing. */
async function realFolder(disk: DiskCalls, root: string, path: string, folder: string): Promise<{ real: string; folders: string[] }> {
  const folders: string[] = []
  let there = folder
  // Links count as there, also where they lead nowhere: a folder cannot be made at their place.
  while ((await statusOf(disk, there)) === null) {
    folders.unshift(there)
    there = dirname(there)
  }
  const real = await disk.realpath(there).catch(async (error: unknown) => {
    if ((await statusOf(disk, there)) !== null) throw error
    return null
  })
  const status = real === null ? null : await statusOf(disk, real)
  // It went away between two looks, as an empty `.dockerize` does when another run ends.
  if (real === null || status === null) return realFolder(disk, root, path, folder)
  if (!isInside(root, real)) throw refused(path, `${relative(root, there)} is a link that leads out of the project`)
  if (!status.isDirectory()) throw refused(path, `${relative(root, there)} is a file, and a folder is needed there`)
  const moved = (one: string): string => join(real, relative(there, one))
  return { real: moved(folder), folders: folders.map(moved) }
}

/** The file at the end of a chain of links. Done by hand, since a link may name a file that is not there yet. */
async function followed(disk: DiskCalls, root: string, path: string, file: string): Promise<string> {
  let at = file
  for (let links = 0; (await statusOf(disk, at))?.isSymbolicLink(); links++) {
    if (links === 40) throw refused(path, 'is a link that leads back to itself')
    const next = resolve(dirname(at), await disk.readlink(at))
    // A link to a file in a folder that is not there cannot be written through.
    at = join(await disk.realpath(dirname(next)), basename(next))
    if (!isInside(root, at)) throw refused(path, `is a link that leads out of the project, to ${at}`)
  }
  return at
}

async function statusOf(disk: DiskCalls, file: string) {
  try {
    return await disk.lstat(file)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}

function isInside(root: string, file: string): boolean {
  return file === root || file.startsWith(root.endsWith(sep) ? root : root + sep)
}

function refused(path: string, why: string, todo: readonly string[] = []): UserError {
  return new UserError(`${why}. Nothing was written.`, { at: { file: path }, todo })
}
