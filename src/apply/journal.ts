import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { removeAll, textOf, type DiskCalls } from './disk-calls.ts'
import { journalNames, type Stage } from './traces.ts'

/** What a commit is about to do, kept on disk while it does it: whoever comes after a kill ends it. */
export interface Journal {
  schema: 1
  /** Part of the names beside the files, see `beside`. */
  token: string
  /** Folders made for it, relative to the project, outermost first. */
  folders: readonly string[]
  /** In the order in which they are replaced. Texts as hashes: a secret has no place in a second file. Null: no file. */
  files: readonly { path: string; before: string | null; after: string | null }[]
}

export function hashOf(text: string | null): string | null {
  return text === null ? null : createHash('sha256').update(text).digest('hex')
}

/** Begins a journal. @returns its open file, to be flushed along with the files that it names. */
export async function beginJournal(disk: DiskCalls, folder: string, journal: Journal): Promise<number> {
  const file = await disk.open(join(folder, journalNames.preparing), 'wx')
  try {
    await disk.writeFile(file, JSON.stringify(journal))
    return file
  } catch (error) {
    await disk.close(file).catch(() => undefined)
    throw error
  }
}

export async function advance(disk: DiskCalls, folder: string, from: Stage, to: Stage): Promise<void> {
  await disk.rename(join(folder, journalNames[from]), join(folder, journalNames[to]))
}

export async function endJournal(disk: DiskCalls, folder: string): Promise<void> {
  await removeAll(
    disk,
    Object.values(journalNames).map((name) => join(folder, name)),
  )
}

/** @returns what an earlier run left; null: nothing. Its journal is null where it cannot be read: it was not yet written whole. */
export async function findJournal(disk: DiskCalls, folder: string): Promise<{ stage: Stage; journal: Journal | null } | null> {
  for (const stage of ['undoing', 'decided', 'preparing'] as const) {
    const text = await textOf(disk, join(folder, journalNames[stage]))
    if (text !== null) return { stage, journal: journalIn(text) }
  }
  return null
}

function journalIn(text: string): Journal | null {
  try {
    const value = JSON.parse(text) as Partial<Journal> | null
    if (value?.schema !== 1 || !/^[0-9a-f]{12}$/.test(value.token ?? '') || !Array.isArray(value.folders) || !Array.isArray(value.files)) return null
    return value as Journal
  } catch {
    return null
  }
}
