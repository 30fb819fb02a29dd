import { basename, dirname, join } from 'node:path'
import { ChangedMeanwhile, UserError } from '../errors.ts'
import type { Change } from './changes.ts'
import type { DiskCalls } from './disk-calls.ts'
import { diskError } from './disk-errors.ts'
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

type Touching = Exclude<Change, { action: 'identical' | 'kept' }>

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
 * @param root real path of the project's folder.
 * @throws UserError where one of them may not be written.
 */
export async function writesOf(disk: DiskCalls, root: string, changes: readonly Change[], token: string): Promise<Write[]> {
  const touching = changes.filter((change) => 'before' in change || 'after' in change)
  const writes = await Promise.all(
    touching.map((change, n) =>
      writeOf(disk, root, change, token, n).catch((error: unknown) => Promise.reject(diskError(error, change.path, 'Nothing was written.') as Error)),
    ),
  )
  const seen = new Map<string, string>()
  for (const { path, file } of writes) {
    const other = seen.get(file)
    if (other !== undefined) throw new UserError(`is the same file as ${other}. Nothing was written.`, { at: { file: path } })
    seen.set(file, path)
  }
  return writes
}

async function writeOf(disk: DiskCalls, root: string, change: Touching, token: string, n: number): Promise<Write> {
  const { path, action } = change
  if (action === 'conflict') throw new Error('a conflict must be settled before anything is written')
  const target = await targetOf(disk, root, path)
  if (action === 'create' && target.status !== null) throw new ChangedMeanwhile(path)
  await refuseProtected(disk, path, target)
  // Of a link that was put in our file's place the link goes: what it leads to may serve others.
  const file = action === 'delete' ? target.entry : target.file
  return {
    path,
    file,
    before: action === 'create' ? null : change.before,
    after: action === 'delete' ? null : change.after,
    mode: target.status?.mode ?? change.mode,
    folderMode: change.folderMode ?? 0o777,
    status: target.status,
    folders: action === 'delete' ? [] : target.folders,
    ...beside(file, token, n),
  }
}
