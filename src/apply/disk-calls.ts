import { dirname } from 'node:path'
import type * as FsExtra from 'fs-extra'

/** The calls that look at and change the disk; handed in, so that a test can let each of them fail or have a disk of another kind. */
export type DiskCalls = Pick<
  typeof FsExtra,
  | 'access'
  | 'chmod'
  | 'chown'
  | 'close'
  | 'copyFile'
  | 'fsync'
  | 'link'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'readFile'
  | 'readdir'
  | 'readlink'
  | 'realpath'
  | 'rename'
  | 'rmdir'
  | 'unlink'
  | 'writeFile'
>

/** FAT and some network shares know no hard links. */
export function hasNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error) ?? '')
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code
}

/** @returns the file's text; null: there is none. @throws the disk's error. */
export async function textOf(disk: DiskCalls, file: string): Promise<string | null> {
  try {
    return await disk.readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Tidying up: a file that is gone already, or cannot go, is no failure of what was asked for. */
export async function removeAll(disk: DiskCalls, files: readonly string[]): Promise<void> {
  await Promise.all(files.map((file) => disk.unlink(file).catch(() => undefined)))
}

/** Innermost first; a folder that holds something else stays. */
export async function removeFolders(disk: DiskCalls, folders: readonly string[]): Promise<void> {
  for (const folder of [...folders].reverse()) await disk.rmdir(folder).catch(() => undefined)
}

/** Folders that held nothing but what was deleted, up to the project: git would not keep them either. */
export async function removeEmptied(disk: DiskCalls, root: string, deleted: readonly string[]): Promise<void> {
  for (const file of deleted) {
    let folder = dirname(file)
    while (folder !== root && (await isRemoved(disk, folder))) folder = dirname(folder)
  }
}

async function isRemoved(disk: DiskCalls, folder: string): Promise<boolean> {
  return disk.rmdir(folder).then(
    () => true,
    (error: unknown) => codeOf(error) === 'ENOENT',
  )
}
