import { codeOf, type DiskCalls } from './disk-calls.ts'
import type { Write } from './writes.ts'

/** Folders that a commit must make, outermost first, with the bits that their files ask for. */
export function foldersOf(writes: readonly Write[]): ReadonlyMap<string, number> {
  const folders = new Map<string, number>()
  for (const { folders: needed, folderMode } of writes) for (const folder of needed) if (!folders.has(folder)) folders.set(folder, folderMode)
  return folders
}

/**
 * Puts every new text beside its file, flushed. At once: flushing is waiting, and a disk flushes many files nearly as quickly as one.
 * @param at told the path that failed. @throws the disk's error, once no call is under way any more.
 */
export async function stage(disk: DiskCalls, writes: readonly Write[], at: (path: string) => void): Promise<void> {
  for (const [folder, mode] of foldersOf(writes)) {
    at(writes.find((write) => write.folders.includes(folder))?.path ?? folder)
    // The lock has made `.dockerize` already.
    await disk.mkdir(folder, mode).catch((error: unknown) => (codeOf(error) === 'EEXIST' ? undefined : Promise.reject(error as Error)))
  }
  const done = await Promise.allSettled(writes.map((write) => writeFresh(disk, write)))
  const failed = done.flatMap((one, n) => (one.status === 'rejected' ? [{ write: writes[n], reason: one.reason as unknown }] : []))
  // On a full disk a small file may fail for the sake of a large one that was being written: the large one is what did not fit.
  const [worst] = failed.sort((a, b) => sizeOf(b.write) - sizeOf(a.write))
  if (worst === undefined) return
  at(worst.write?.path ?? '')
  throw worst.reason
}

function sizeOf(write: Write | undefined): number {
  return write?.after?.length ?? 0
}

async function writeFresh(disk: DiskCalls, { fresh, after, mode, status }: Write): Promise<void> {
  if (after === null) return
  const file = await disk.open(fresh, 'wx', mode)
  try {
    await disk.writeFile(file, after)
    // Without it a power cut after the rename can leave an empty file: in place of a person's text, or one of ours that the next run
    // would take for emptied by a person.
    await disk.fsync(file)
  } finally {
    await disk.close(file)
  }
  if (status === null) return
  // A file that is there keeps its bits whatever the umask, and its owner where root runs this in somebody's project.
  const { uid, gid } = status
  if (process.getuid && (uid !== process.getuid() || gid !== process.getgid?.())) await disk.chown(fresh, uid, gid).catch(() => undefined)
  await disk.chmod(fresh, mode)
}
