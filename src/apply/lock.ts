import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../errors.ts'
import { codeOf, removeFolders, textOf, type DiskCalls } from './disk-calls.ts'
import { holderIn, isGone, nameOf, ourselves, type Holder } from './lock-holder.ts'
import { targetOf } from './targets.ts'

/** The right to write into one project; nobody else has it until it is given back. */
export interface Lock {
  /** Where lock and journal lie: the real path of `.dockerize`. */
  folder: string
  token: string
  /** @throws UserError where another run took it for a dead one's. */
  confirm(): Promise<void>
  /** Never throws: what was written is written. Takes an empty `.dockerize` along. */
  release(): Promise<void>
}

export const lockPath = '.dockerize/lock'
/** Beside the lock, while it is taken away from a dead one. */
export const guardName = 'lock.taken'
/** A file without a holder in it: taken by somebody who had not yet written down who they are. */
const namelessFor = 2000

/**
 * Takes the lock; where another run has it, waits for that one to end. A lock whose holder is dead is taken over.
 * @param root real path of the project's folder. @param patience milliseconds to wait.
 * @throws UserError naming the process that holds it, and where the folder cannot be written to.
 */
export async function takeLock(disk: DiskCalls, root: string, patience = 5000): Promise<Lock> {
  const { file } = await targetOf(disk, root, lockPath)
  const folder = dirname(file)
  const mine = ourselves(randomBytes(6).toString('hex'))
  try {
    await waitFor(disk, file, mine, Date.now() + patience)
  } catch (error) {
    await removeFolders(disk, [folder])
    throw error
  }
  const isMine = async (): Promise<boolean> => holderIn((await textOf(disk, file)) ?? '')?.token === mine.token
  return {
    folder,
    token: mine.token,
    async confirm() {
      if (await isMine()) return
      throw new UserError('was taken over by another run. Nothing was written.', { at: { file: lockPath }, todo: ['run it again'] })
    },
    async release() {
      if (await isMine().catch(() => false)) await disk.unlink(file).catch(() => undefined)
      await removeFolders(disk, [folder])
    },
  }
}

async function waitFor(disk: DiskCalls, file: string, mine: Holder, until: number): Promise<void> {
  while (!(await tryTo(disk, file, mine))) {
    const text = await textOf(disk, file)
    if (text === null) continue
    const holder = holderIn(text)
    if (holder === null ? await isAbandoned(disk, file) : isGone(holder)) await takeAway(disk, file, text)
    else if (Date.now() > until) throw isBusy(holder)
    else await sleep(20 + Math.random() * 30)
  }
}

/** @returns false: somebody else has it, or had it until now. */
async function tryTo(disk: DiskCalls, file: string, mine: Holder): Promise<boolean> {
  let handle: number
  try {
    handle = await disk.open(file, 'wx')
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (codeOf(error) !== 'ENOENT') throw error
    // Each time: whoever had the lock may have taken the empty folder along.
    await disk.mkdir(dirname(file)).catch((failed: unknown) => (codeOf(failed) === 'EEXIST' ? undefined : Promise.reject(failed as Error)))
    return false
  }
  try {
    await disk.writeFile(handle, JSON.stringify(mine)).finally(() => disk.close(handle))
    return true
  } catch (error) {
    await disk.unlink(file).catch(() => undefined)
    throw error
  }
}

async function isAbandoned(disk: DiskCalls, file: string): Promise<boolean> {
  const status = await disk.lstat(file).catch(() => null)
  return status !== null && Math.abs(Date.now() - status.mtimeMs) > namelessFor
}

/** Of many who find the same dead holder one takes its lock away: a second one would take away the fresh lock of the first. */
async function takeAway(disk: DiskCalls, file: string, text: string): Promise<void> {
  const guard = join(dirname(file), guardName)
  try {
    await disk.close(await disk.open(guard, 'wx'))
  } catch (error) {
    if (!['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) throw error
    // Whoever made it was killed in that very moment.
    if (await isAbandoned(disk, guard)) await disk.unlink(guard).catch(() => undefined)
    else await sleep(5)
    return
  }
  try {
    if ((await textOf(disk, file)) === text) await disk.unlink(file).catch(() => undefined)
  } finally {
    await disk.unlink(guard).catch(() => undefined)
  }
}

function isBusy(holder: Holder | null): UserError {
  return new UserError(`another create-dockerize is writing here${holder === null ? '' : ` (${nameOf(holder)})`}. Nothing was written.`, {
    todo: ['run this again once it has ended', `if there is none: rm ${lockPath}`],
  })
}
