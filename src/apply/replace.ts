import { ChangedMeanwhile } from '../errors.ts'
import { hasNoLinks, textOf, type DiskCalls } from './disk-calls.ts'
import type { Write } from './writes.ts'

/** How to undo one step; `old`: where the text lies that it would bring back. */
export interface Undo {
  path: string
  old?: string
  run(): Promise<unknown>
}

/** The plan was made from the text that was there then; an editor may have saved since. @throws ChangedMeanwhile */
export async function refuseIfMoved(disk: DiskCalls, { path, file, before }: Write): Promise<void> {
  if ((await textOf(disk, file)) !== before) throw new ChangedMeanwhile(path)
}

/**
 * The moment in which one file becomes another. Whoever looks at it, also after a kill, sees it whole, old or new.
 * @returns how to take it back.
 */
export async function replace(disk: DiskCalls, write: Write): Promise<Undo> {
  const { path, file, fresh, old, before, after } = write
  await refuseIfMoved(disk, write)
  if (after === null) {
    await disk.rename(file, old)
    return { path, old, run: () => disk.rename(old, file) }
  }
  if (before === null) {
    // Unlike a rename, a link never replaces what somebody else put there in this moment.
    const linked = await disk.link(fresh, file).then(
      () => true,
      (error: unknown) => (hasNoLinks(error) ? false : Promise.reject(error as Error)),
    )
    await (linked ? disk.unlink(fresh).catch(() => undefined) : disk.rename(fresh, file))
    return { path, run: () => disk.unlink(file) }
  }
  await disk.link(file, old).catch((error: unknown) => (hasNoLinks(error) ? disk.copyFile(file, old) : Promise.reject(error as Error)))
  await disk.rename(fresh, file)
  return { path, old, run: () => disk.rename(old, file) }
}
