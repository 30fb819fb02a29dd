import { ChangedMeanwhile } from '../errors.ts'
import { removeAll, removeEmptied, removeFolders, type DiskCalls } from './disk-calls.ts'
import { diskError } from './disk-errors.ts'
import { advance, beginJournal, endJournal, findJournal, type Journal } from './journal.ts'
import type { Lock } from './lock.ts'
import { refuseIfMoved, replace, type Undo } from './replace.ts'
import { foldersOf, stage } from './stage.ts'
import type { Write } from './writes.ts'

/**
 * Does all writes of a journal, or takes back those that were done.
 * @param root real path of the project.
 * @throws UserError with what became of the files; any other error is a bug, and all is taken back as well.
 */
export async function writeAll(disk: DiskCalls, root: string, lock: Lock, journal: Journal, writes: readonly Write[]): Promise<void> {
  let path = '.dockerize/journal.json'
  const undo: Undo[] = []
  try {
    // One was left since this run began: the next one begins by ending it.
    if ((await findJournal(disk, lock.folder)) !== null) throw new ChangedMeanwhile(path)
    await Promise.all(writes.map((write) => refuseIfMoved(disk, write)))
    await prepare(disk, lock, journal, writes, (at) => (path = at))
    for (const write of writes) {
      path = write.path
      undo.push(await replace(disk, write))
    }
  } catch (error) {
    const stuck = await takeBack(disk, lock, writes, undo)
    throw diskError(error, path, stuck.length === 0 ? 'Nothing was written.' : `Could not be put back as before: ${stuck.join(', ')}.`)
  }
  // Names are not flushed, which would take longer than all else here: a file system that keeps a journal keeps their order, so that a
  // power cut leaves one of the states that a kill leaves, with texts that were flushed before.
  await removeAll(
    disk,
    writes.flatMap(({ before, old }) => (before === null ? [] : [old])),
  )
  await removeEmptied(
    disk,
    root,
    writes.filter((write) => write.after === null).map((write) => write.file),
  )
  await endJournal(disk, lock.folder)
}

/** Up to the point from which on a killed run is completed instead of taken back. */
async function prepare(disk: DiskCalls, lock: Lock, journal: Journal, writes: readonly Write[], at: (path: string) => void): Promise<void> {
  const notes = await beginJournal(disk, lock.folder, journal)
  try {
    const [staged, flushed] = await Promise.allSettled([stage(disk, writes, at), disk.fsync(notes)])
    for (const one of [staged, flushed]) if (one.status === 'rejected') throw one.reason
  } finally {
    await disk.close(notes)
  }
  await lock.confirm()
  await advance(disk, lock.folder, 'preparing', 'decided')
}

/** Undoes all it can, also after one step of it failed. @returns what could not be put back, and where the old text lies. */
async function takeBack(disk: DiskCalls, lock: Lock, writes: readonly Write[], undo: readonly Undo[]): Promise<string[]> {
  // Killed from here on, the rest is for the next run to take back.
  await advance(disk, lock.folder, 'decided', 'undoing').catch(() => undefined)
  const stuck: Undo[] = []
  for (const step of [...undo].reverse()) await step.run().catch(() => stuck.push(step))
  const needed = new Set(stuck.map((step) => step.old))
  await removeAll(
    disk,
    writes.flatMap(({ fresh, old }) => (needed.has(old) ? [fresh] : [fresh, old])),
  )
  await removeFolders(disk, [...foldersOf(writes).keys()])
  if (stuck.length === 0) await endJournal(disk, lock.folder)
  return stuck.map(({ path, old }) => (old === undefined ? path : `${path} (its old text: ${old})`))
}
