import { UserError } from '../errors.ts'
import type { RenderedFile } from '../render/files.ts'
import type { Change, OnConflict } from './changes.ts'
import { diskAt, type Disk, type OnDisk } from './disk.ts'
import { isGitIgnored } from './git-ignored.ts'
import type { Versions } from './merge.ts'
import { withMissingLines, withMissingNames } from './missing-lines.ts'
import { isSameText } from './text-lines.ts'

/** The texts of the last run by path: the base of every merge. Null: not known, so that nothing of ours can be told from a person's. */
export type LastRender = ReadonlyMap<string, string> | null

const because = {
  deleted: 'deleted by you',
  edited: 'changed by you',
  foreign: 'not written by create-dockerize',
  bytes: 'not UTF-8 text',
  once: 'yours',
} as const

/**
 * What each file becomes. Only reads; a conflict comes back as a change of that name, and whoever gets one with `fail` writes nothing.
 * Asynchronous, since the merge is loaded only where there is something to merge.
 * @throws UserError where a folder stands in the way or a file cannot be read.
 */
export async function changes(
  files: readonly RenderedFile[],
  project: { root: string },
  lastRender: LastRender,
  onConflict: OnConflict = 'fail',
  disk: Disk = diskAt(project.root),
): Promise<readonly Change[]> {
  return Promise.all(files.map((file) => changeOf(file, disk.look(file.path), lastRender, onConflict)))
}

async function changeOf(file: RenderedFile, found: OnDisk, lastRender: LastRender, onConflict: OnConflict): Promise<Change> {
  const { path, mode, text, kind } = file
  const base = lastRender?.get(path)
  if (found.kind === 'folder')
    throw new UserError('a folder stands where this file is to be written. Nothing was written.', {
      at: { file: path },
      todo: [`move it away, or leave the file out`],
    })
  if (found.kind === 'absent') {
    return (kind === 'whole' || kind === 'updates') && base !== undefined
      ? { path, mode, action: 'kept', why: because.deleted }
      : { path, mode, action: 'create', after: text, ...(file.folderMode === undefined ? {} : { folderMode: file.folderMode }) }
  }
  if (kind === 'once') return { path, mode, action: 'kept', why: because.once }
  if (found.kind === 'bytes') return { path, mode, action: 'kept', why: because.bytes }
  const before = found.text
  if (kind === 'lines' || kind === 'names') {
    const after = kind === 'lines' ? withMissingLines(before, text, await coveredIn(path, before, text)) : withMissingNames(before, text)
    return after === null ? { path, mode, action: 'identical' } : { path, mode, action: 'merge', before, after }
  }
  if (isSameText(before, text)) return { path, mode, action: 'identical' }
  if (kind === 'updates') return updated({ path, mode }, { base: base ?? null, mine: before, theirs: text }, onConflict)
  if (kind === 'record') return { path, mode, action: 'update', before, after: text }
  if (base === undefined) return { path, mode, action: 'kept', why: because.foreign }
  if (isSameText(text, base)) return { path, mode, action: 'kept', why: because.edited }
  return merged({ path, mode }, { base, mine: before, theirs: text }, onConflict)
}

/** How a line's work may be done by other lines of the same file; undefined: by none. */
async function coveredIn(path: string, before: string, text: string): Promise<((lines: readonly string[], line: string) => boolean) | undefined> {
  if (/(^|\/)\.gitignore$/.test(path)) return isGitIgnored
  if (!path.endsWith('.dockerignore')) return undefined
  const { dockerIgnored } = await import('./docker-ignored.ts')
  return dockerIgnored(before, text)
}

/** A person's own file gains what it lacks; what they once took out of it stays out. */
async function updated(file: { path: string; mode: number }, versions: Versions & { theirs: string }, onConflict: OnConflict): Promise<Change> {
  const { base, mine, theirs } = versions
  if (base !== null && isSameText(theirs, base)) return { ...file, action: 'kept', why: because.edited }
  const { withoutCovered } = await import('./missing-updates.ts')
  const open = withoutCovered(theirs, mine, base)
  if (open === null) return { ...file, action: 'kept', why: base === null ? because.foreign : because.edited }
  const change = await merged(file, { mine, ...open }, onConflict)
  if (base !== null) return change
  // Written in a way that takes no entry: not worth stopping all else for.
  if (change.action === 'conflict') return { ...file, action: 'kept', why: because.foreign }
  return change.action === 'kept' ? { ...file, action: 'identical' } : change
}

async function merged(file: { path: string; mode: number }, versions: Versions, onConflict: OnConflict): Promise<Change> {
  const { merge, conflictLines } = await import('./merge.ts')
  const before = versions.mine
  const { conflicts, write } = merge(file.path, versions)
  if (conflicts.length > 0 && onConflict === 'fail') {
    const total = before.split('\n').length
    return {
      ...file,
      action: 'conflict',
      before,
      after: write(() => 'markers'),
      versions,
      conflicts,
      lines: conflicts.flatMap((one) => conflictLines(one, total)),
    }
  }
  const after = write(() => (onConflict === 'keep' ? 'mine' : onConflict === 'theirs' ? 'theirs' : 'markers'))
  // A person who made the very edit that the new text brings keeps their file.
  if (after === before) return { ...file, action: 'kept', why: because.edited }
  if (conflicts.length > 0 && onConflict === 'markers') return { ...file, action: 'merge', before, after, why: 'conflict markers are in it: settle them' }
  return { ...file, action: versions.base !== null && isSameText(before, versions.base) ? 'update' : 'merge', before, after }
}
