import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { holderIn, isGone } from './lock-holder.ts'

/**
 * How far a commit is, as its journal's name: a rename goes from one to the next at once, and needs no room on a full disk.
 * preparing: new texts are put beside, nothing is replaced. decided: all of them lie there, replacing may have begun, it is to be
 * completed. undoing: something failed, all of it is to be put back.
 */
export const journalNames = { preparing: 'journal.new', decided: 'journal.json', undoing: 'journal.undo' } as const
export type Stage = keyof typeof journalNames

/**
 * What lies in `.dockerize` only while a run writes, or after one was killed at it. lock: the lock of a dead one and nothing else, so that
 * the files are as they should be.
 */
export type Traces = 'none' | 'running' | 'lock' | 'journal'

/** Reads alone, and costs one look into a folder where nothing is left. @param root the project's folder. */
export function tracesIn(root: string): Traces {
  const folder = join(root, '.dockerize')
  const names = namesIn(folder)
  if (names.includes('lock')) {
    const holder = holderIn(textOf(join(folder, 'lock')))
    if (holder !== null && !isGone(holder)) return 'running'
  }
  if (Object.values(journalNames).some((name) => names.includes(name))) return 'journal'
  return names.some((name) => /^lock(\.|$)/.test(name)) ? 'lock' : 'none'
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // No such folder, or one that the run itself will find unreadable.
    return []
  }
}

/** Gone between two looks: its run has ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
