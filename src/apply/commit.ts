import { randomBytes } from 'node:crypto'
import { relative, sep } from 'node:path'
import { ChangedMeanwhile } from '../errors.ts'
import { writeAll } from './all-or-nothing.ts'
import type { Change } from './changes.ts'
import { diskError } from './disk-errors.ts'
import type { DiskCalls } from './disk-calls.ts'
import { hashOf, type Journal } from './journal.ts'
import { takeLock } from './lock.ts'
import { recoverIn, type Recovered } from './recover.ts'
import { foldersOf } from './stage.ts'
import { writesOf, type Write } from './writes.ts'

/** graceful-fs inside tries renames again that a virus scanner on Windows holds up, and waits where too many files are open. */
async function writingDisk(): Promise<DiskCalls> {
  return (await import('fs-extra')).default
}

/**
 * Writes all changes or none, the only place that writes. Under a lock, new texts are put beside their files and flushed, then renamed
 * over them one after another, in the order given: the record of what we wrote comes last, so that it never speaks of what is not there.
 * A journal lies in `.dockerize` meanwhile: after a kill, `recover` ends what was begun. An error takes back every step.
 * @param isUpToDate asked once nobody else can write: no other run wrote since this one began to read.
 * @throws UserError naming the file and the reason; the project is then as it was. ChangedMeanwhile where the plan is out of date.
 */
export async function commit(root: string, changes: readonly Change[], isUpToDate = (): boolean => true, calls?: DiskCalls): Promise<void> {
  const disk = calls ?? (await writingDisk())
  let path = '.'
  const token = randomBytes(6).toString('hex')
  try {
    const real = await disk.realpath(root)
    const writes = await writesOf(disk, real, changes, token)
    if (writes.length === 0) return
    path = '.dockerize'
    const lock = await takeLock(disk, real)
    try {
      if (!isUpToDate()) throw new ChangedMeanwhile('.dockerize/answers.yaml')
      await writeAll(disk, real, lock, journalOf(real, token, writes), writes)
    } finally {
      await lock.release()
    }
  } catch (error) {
    throw diskError(error, path, 'Nothing was written.')
  }
}

/**
 * Ends what a killed run began: completes it where all of it had been put beside, takes it back where not.
 * @returns null: there was nothing to end. @throws UserError where another run is at work, or the disk fails.
 */
export async function recover(root: string, calls?: DiskCalls): Promise<Recovered | null> {
  const disk = calls ?? (await writingDisk())
  try {
    const real = await disk.realpath(root)
    const lock = await takeLock(disk, real)
    try {
      return await recoverIn(disk, real, lock.folder)
    } finally {
      await lock.release()
    }
  } catch (error) {
    throw diskError(error, '.dockerize', 'An earlier run was stopped while it wrote, and could not be completed.')
  }
}

function journalOf(root: string, token: string, writes: readonly Write[]): Journal {
  return {
    schema: 1,
    token,
    folders: [...foldersOf(writes).keys()].map((folder) => relative(root, folder).split(sep).join('/')),
    files: writes.map(({ path, before, after }) => ({ path, before: hashOf(before), after: hashOf(after) })),
  }
}
