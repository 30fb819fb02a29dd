import { hostname } from 'node:os'

/** Who holds the lock, as it stands in the lock's file. */
export interface Holder {
  pid: number
  host: string
  /** When its process began and when it took the lock, in milliseconds since 1970. */
  began: number
  since: number
  /** Its own, so that it can tell whether the lock is still its. */
  token: string
}

const minute = 60_000

/** This process as a holder. */
export function ourselves(token: string): Holder {
  return { pid: process.pid, host: hostname(), began: Math.round(performance.timeOrigin), since: Date.now(), token }
}

/** @returns null: the text is no holder's, as while it is being written. */
export function holderIn(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder> | null
    const { pid, host, began, since, token } = value ?? {}
    if (!Number.isInteger(pid) || typeof host !== 'string' || typeof began !== 'number' || typeof since !== 'number' || typeof token !== 'string') return null
    return { pid: pid as number, host, began, since, token }
  } catch {
    return null
  }
}

/**
 * The holder was killed, and its lock can be taken. Writing takes well below a second: what is far older than that is left over too,
 * be it of another machine, whose processes cannot be seen, or under a number that another process has by now.
 */
export function isGone(holder: Holder): boolean {
  const age = Math.abs(Date.now() - holder.since)
  if (holder.host !== hostname()) return age > minute
  // In a container that starts again, numbers start again too.
  if (holder.pid === process.pid) return holder.began !== Math.round(performance.timeOrigin)
  return age > 10 * minute || !isAlive(holder.pid)
}

/** For a person: where to look for it. */
export function nameOf(holder: Holder): string {
  const where = holder.host === hostname() ? '' : ` on ${holder.host}`
  return `process ${holder.pid}${where}, since ${new Date(holder.since).toTimeString().slice(0, 8)}`
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // EPERM: somebody else's, and alive.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
