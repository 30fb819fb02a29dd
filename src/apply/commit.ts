import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type * as FsExtra from 'fs-extra'
import { UserError } from '../errors.ts'
import type { Change } from './changes.ts'
import { diskError } from './disk-errors.ts'
import { targetOf, type Target } from './targets.ts'

/** The calls that change the disk; handed in, so that a test can let each of them fail. */
export type DiskCalls = Pick<
  typeof FsExtra,
  'open' | 'writeFile' | 'fsync' | 'close' | 'chmod' | 'chown' | 'readFile' | 'link' | 'copyFile' | 'rename' | 'unlink' | 'mkdir' | 'rmdir' | 'realpath'
>

interface Write {
  path: string
  mode: number
  folderMode: number
  before: string | null
  after: string
  target: Target
  /** The new text, beside the target until its turn comes. */
  fresh: string
  /** The old file under a second name until all is done. */
  old: string
}

/** How to undo what was done so far, last first. */
type Undo = { path: string; old?: string; run(): Promise<unknown> }[]

/**
 * Writes all changes or none, the only place that writes. New texts are put beside their targets, those that replace one are flushed,
 * then they are renamed over them one after another: whoever looks at a file, also after a kill, sees it whole, old or new. An error takes
 * back every step.
 * @throws UserError naming the file and the reason; the project is then as it was.
 */
export async function commit(root: string, changes: readonly Change[], calls?: DiskCalls): Promise<void> {
  if (changes.some((change) => change.action === 'conflict')) throw new Error('a conflict must be settled before anything is written')
  // graceful-fs inside tries renames again that a virus scanner on Windows holds up, and waits where too many files are open.
  const disk = calls ?? (await import('fs-extra')).default
  const undo: Undo = []
  const leftovers: string[] = []
  let path = '.'
  try {
    const writes = await planned(disk, root, changes, (at) => (path = at))
    for (const write of writes) {
      path = write.path
      await makeFolders(disk, write, undo)
      leftovers.push(write.fresh)
    }
    // At once: flushing is waiting, and a disk flushes many files nearly as quickly as one.
    const written = await Promise.allSettled(writes.map((write) => writeFresh(disk, write)))
    const failed = written.findIndex((one) => one.status === 'rejected')
    if (failed >= 0) {
      path = writes[failed]?.path ?? path
      throw (written[failed] as PromiseRejectedResult).reason
    }
    for (const write of writes) {
      path = write.path
      leftovers.push(write.old)
      await replace(disk, write, undo)
    }
  } catch (error) {
    const stuck = await rollBack(disk, undo, leftovers)
    throw diskError(error, path, stuck.length === 0 ? 'Nothing was written.' : `Could not be put back as before: ${stuck.join(', ')}.`)
  }
  await removeAll(disk, leftovers)
}

async function planned(disk: DiskCalls, root: string, changes: readonly Change[], at: (path: string) => void): Promise<Write[]> {
  const real = await disk.realpath(root)
  const writes: Write[] = []
  const seen = new Map<string, string>()
  for (const change of changes) {
    if (!('after' in change) || change.action === 'conflict') continue
    at(change.path)
    const target = await targetOf(real, change.path)
    const other = seen.get(target.file)
    if (other !== undefined) throw new UserError(`is the same file as ${other}. Nothing was written.`, { at: { file: change.path } })
    seen.set(target.file, change.path)
    const beside = join(dirname(target.file), `.${basename(target.file).slice(0, 100)}.${randomBytes(6).toString('hex')}`)
    writes.push({
      path: change.path,
      mode: target.status?.mode ?? change.mode,
      folderMode: change.folderMode ?? 0o777,
      before: change.action === 'create' ? null : change.before,
      after: change.after,
      target,
      fresh: `${beside}.new`,
      old: `${beside}.old`,
    })
  }
  return writes
}

async function makeFolders(disk: DiskCalls, write: Write, undo: Undo): Promise<void> {
  for (const folder of write.target.folders) {
    try {
      await disk.mkdir(folder, write.folderMode)
    } catch (error) {
      // Made for an earlier file of this run.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw error
    }
    undo.push({ path: write.path, run: () => disk.rmdir(folder) })
  }
}

async function writeFresh(disk: DiskCalls, { fresh, after, mode, target }: Write): Promise<void> {
  const file = await disk.open(fresh, 'wx', mode)
  try {
    await disk.writeFile(file, after)
    // Without it a power cut after the rename can leave an empty file where a person's text was. A file that is new takes nobody's
    // text with it, and waiting for the disk is much of a first run.
    if (target.status !== null) await disk.fsync(file)
  } finally {
    await disk.close(file)
  }
  if (target.status === null) return
  // A file that is there keeps its bits whatever the umask, and its owner where root runs this in somebody's project.
  const { uid, gid } = target.status
  if (process.getuid && (uid !== process.getuid() || gid !== process.getgid?.())) await disk.chown(fresh, uid, gid).catch(() => undefined)
  await disk.chmod(fresh, mode)
}

async function replace(disk: DiskCalls, write: Write, undo: Undo): Promise<void> {
  const { path, target, fresh, old } = write
  await refuseIfMoved(disk, write)
  if (target.status === null) {
    // Unlike a rename, a link never replaces what somebody else put there in this moment.
    await disk.link(fresh, target.file).catch((error: unknown) => (hasNoLinks(error) ? disk.rename(fresh, target.file) : Promise.reject(error as Error)))
    undo.push({ path, run: () => disk.unlink(target.file) })
    return
  }
  await disk.link(target.file, old).catch((error: unknown) => (hasNoLinks(error) ? disk.copyFile(target.file, old) : Promise.reject(error as Error)))
  await disk.rename(fresh, target.file)
  undo.push({ path, old, run: () => disk.rename(old, target.file) })
}

/** The plan was made from the text that was there then; an editor may have saved since. */
async function refuseIfMoved(disk: DiskCalls, { path, before, target }: Write): Promise<void> {
  const now = await disk.readFile(target.file, 'utf8').catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : Promise.reject(error)))
  if (now === before) return
  throw new UserError('was changed while this ran. Nothing was written.', { at: { file: path }, todo: ['run it again'] })
}

/** FAT and some network shares know no hard links. */
function hasNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes((error as NodeJS.ErrnoException).code ?? '')
}

/** Undoes all it can, also after one step of it failed. @returns what could not be put back, and where the old text lies. */
async function rollBack(disk: DiskCalls, undo: Undo, leftovers: readonly string[]): Promise<string[]> {
  // First: a folder made by this run can only go when it is empty.
  await removeAll(
    disk,
    leftovers.filter((file) => file.endsWith('.new')),
  )
  const stuck: Undo = []
  for (const step of [...undo].reverse()) await step.run().catch(() => stuck.push(step))
  const needed = new Set(stuck.map((step) => step.old))
  await removeAll(
    disk,
    leftovers.filter((file) => !needed.has(file)),
  )
  return stuck.map(({ path, old }) => (old === undefined ? path : `${path} (its old text: ${old})`))
}

async function removeAll(disk: DiskCalls, files: readonly string[]): Promise<void> {
  for (const file of files) await disk.unlink(file).catch(() => undefined)
}
