import { basename, dirname, join } from 'node:path'
import { ChangedMeanwhile, UserError } from '../errors.ts'
import type { Change } from './changes.ts'
import type { DiskCalls } from './disk-calls.ts'
import { refuseProtected, targetOf, type Target } from './targets.ts'

/** One file of a commit: where it lies, what is there before and after. */
export interface Write extends Beside {
  path: string
  /** What is replaced, made or taken away; absolute. */
  file: string
  /** Null: no file. */
  before: string | null
  after: string | null
  mode: number
  folderMode: number
  status: Target['status']
  folders: readonly string[]
}

/** Two names beside a file, in its own folder: a rename works within one disk alone. */
export interface Beside {
  /** The new text, until its turn comes. */
  fresh: string
  /** The old file under a second name, until all is done. */
  old: string
}

/**
 * @param token of this commit. @param n the file's number in it: with both, whoever finds the journal finds the files.
 */
export function beside(file: string, token: string, n: number): Beside {
  const name = join(dirname(file), `.${basename(file).slice(0, 100)}.${token}-${n}`)
  return { fresh: `${name}.new`, old: `${name}.old` }
}

/**
 * The changes that touch the disk. Only looks.
 * @param root real path of the project's folder. @param at told each path before it is looked at.
 * @throws UserError where one of them may not be written.
 */
export async function writesOf(disk: DiskCalls, root: string, changes: readonly Change[], token: string, at: (path: string) => void): Promise<Write[]> {
  const writes: Write[] = []
  const seen = new Map<string, string>()
  for (const change of changes) {
    if (!('before' in change || 'after' in change)) continue
    if (change.action === 'conflict') throw new Error('a conflict must be settled before anything is written')
    at(change.path)
    const target = await targetOf(disk, root, change.path)
    if (change.action === 'create' && target.status !== null) throw new ChangedMeanwhile(change.path)
    await refuseProtected(disk, change.path, target)
    const other = seen.get(target.file)
    if (other !== undefined) throw new UserError(`is the same file as ${other}. Nothing was written.`, { at: { file: change.path } })
    seen.set(target.file, change.path)
    // Of a link that was put in our file's place the link goes: what it leads to may serve others.
    const file = change.action === 'delete' ? target.entry : target.file
    writes.push({
      path: change.path,
      file,
      before: change.action === 'create' ? null : change.before,
      after: change.action === 'delete' ? null : change.after,
      mode: target.status?.mode ?? change.mode,
      folderMode: change.folderMode ?? 0o777,
      status: target.status,
      folders: change.action === 'delete' ? [] : target.folders,
      ...beside(file, token, writes.length),
    })
  }
  return writes
}
