import { join, sep } from 'node:path'
import { hasNoLinks, removeAll, removeEmptied, removeFolders, textOf, type DiskCalls } from './disk-calls.ts'
import { endJournal, findJournal, hashOf, type Journal } from './journal.ts'
import { guardName } from './lock.ts'
import { refuseProtected, targetOf, type Target } from './targets.ts'
import type { Stage } from './traces.ts'
import { beside, type Beside } from './writes.ts'

/** What came of what an earlier run left. */
export interface Recovered {
  /** left: a person's edit since is in the way, so that what was not yet replaced stays as it is now. */
  how: 'completed' | 'taken back' | 'left'
  /** Those that were written, or put back. */
  paths: readonly string[]
  /** Those that a person has changed since; untouched. */
  edited: readonly string[]
}

/** A file of the journal as it is found. */
interface Found extends Beside {
  path: string
  target: Target
  file: string
  before: string | null
  after: string | null
  /** Hashes, as those of the journal. */
  now: string | null
  freshNow: string | null
  oldNow: string | null
}

const unknown: Recovered = { how: 'left', paths: [], edited: [] }

/** @param folder real path of `.dockerize`. Under the lock. @throws the disk's error; the journal stays for the next try. */
export async function recoverIn(disk: DiskCalls, root: string, folder: string): Promise<Recovered | null> {
  await removeGuard(disk, folder)
  const left = await findJournal(disk, folder)
  if (left === null) return null
  const { stage, journal } = left
  const found = journal === null ? [] : await filesOf(disk, root, journal)
  // Torn, as after a power cut: which files it spoke of is not known, and each of them is whole.
  const recovered = journal === null && stage !== 'preparing' ? unknown : await ended(disk, stage, found)
  await removeAll(
    disk,
    found.flatMap(({ fresh, old }) => [fresh, old]),
  )
  if (recovered.how === 'completed') {
    await removeEmptied(
      disk,
      root,
      found.filter((one) => one.after === null).map((one) => one.file),
    )
  }
  if (recovered.how === 'taken back' && journal !== null) await removeFolders(disk, await madeFolders(disk, root, journal))
  await endJournal(disk, folder)
  return recovered
}

async function ended(disk: DiskCalls, stage: Stage, found: readonly Found[]): Promise<Recovered> {
  if (stage === 'preparing') return { how: 'taken back', paths: [], edited: [] }
  return stage === 'decided' ? complete(disk, found) : takeBack(disk, found)
}

/**
 * All that is left to do, or none of it: the record of what we wrote, which comes last, must not name a new text for a file that has an
 * old one with a person's edits in it. The next merge would take our own old lines for theirs.
 */
async function complete(disk: DiskCalls, found: readonly Found[]): Promise<Recovered> {
  const open = found.filter((one) => !isDone(one))
  const edited = open.filter((one) => one.now !== one.before || (one.after !== null && one.freshNow !== one.after)).map((one) => one.path)
  if (edited.length > 0) return { how: 'left', paths: [], edited }
  // Ours may be read-only themselves; what is still to be replaced was not.
  for (const { path, target } of open) await refuseProtected(disk, path, target)
  for (const one of open) {
    if (one.after === null) await disk.unlink(one.file)
    else if (one.before === null) await put(disk, one.fresh, one.file)
    else await disk.rename(one.fresh, one.file)
  }
  return { how: 'completed', paths: open.map((one) => one.path), edited: [] }
}

/** A new text that does not lie beside its file any more took its place, whatever a person has made of it since. */
function isDone({ now, after, freshNow, oldNow, before }: Found): boolean {
  if (now === after) return true
  return after === null ? oldNow === before : freshNow === null
}

async function takeBack(disk: DiskCalls, found: readonly Found[]): Promise<Recovered> {
  const done = found.filter((one) => one.now === one.after && one.now !== one.before && (one.before === null || one.oldNow === one.before))
  for (const one of [...done].reverse()) {
    if (one.before === null) await disk.unlink(one.file)
    else await disk.rename(one.old, one.file)
  }
  const edited = found.filter((one) => one.now !== one.before && !done.includes(one)).map((one) => one.path)
  return { how: 'taken back', paths: done.map((one) => one.path), edited }
}

/** Never over what somebody else put there in this moment. */
async function put(disk: DiskCalls, fresh: string, file: string): Promise<void> {
  await disk.link(fresh, file).catch((error: unknown) => (hasNoLinks(error) ? disk.rename(fresh, file) : Promise.reject(error as Error)))
}

/** @throws UserError where the journal names a file outside of the project, as one that came with a repository might. */
async function filesOf(disk: DiskCalls, root: string, { token, files }: Journal): Promise<Found[]> {
  return Promise.all(
    files.map(async ({ path, before, after }, n) => {
      const target = await targetOf(disk, root, path)
      const file = after === null ? target.entry : target.file
      const names = beside(file, token, n)
      const [now, freshNow, oldNow] = await Promise.all([file, names.fresh, names.old].map(async (name) => hashOf(await textOf(disk, name))))
      return { path, target, file, before, after, now: now ?? null, freshNow: freshNow ?? null, oldNow: oldNow ?? null, ...names }
    }),
  )
}

async function madeFolders(disk: DiskCalls, root: string, { folders }: Journal): Promise<string[]> {
  const real = await Promise.all(folders.map((folder) => disk.realpath(join(root, folder)).catch(() => root)))
  return real.filter((folder) => folder.startsWith(root + sep))
}

/** The guard of one who was killed while it took a dead one's lock away. Under the lock nobody alive needs it: theirs is for another lock. */
async function removeGuard(disk: DiskCalls, folder: string): Promise<void> {
  await removeAll(disk, [join(folder, guardName)])
}
