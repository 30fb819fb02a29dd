import type { Project } from '../detect/project.ts'
import { UserError } from '../errors.ts'
import type { RenderedFile } from '../render/files.ts'
import { version } from '../version.ts'

export const lastRenderPath = '.dockerize/last-render.json'

/**
 * What the last run wrote, path → text. missing: this was never set up, or somebody deleted it. unreadable: it is there and
 * cannot be understood. In both cases nothing of ours can be told from a person's, so a run only adds.
 */
export type LastRenderState =
  { state: 'ok'; files: ReadonlyMap<string, string>; version: string } | { state: 'missing'; files: null } | { state: 'unreadable'; files: null; why: string }

/** @throws UserError where a newer version wrote it: read by this one, it would be cut down to what this one knows. */
export function lastRenderState(project: Pick<Project, 'has' | 'read'>): LastRenderState {
  if (!project.has(lastRenderPath)) return { state: 'missing', files: null }
  let value: unknown
  try {
    value = JSON.parse(project.read(lastRenderPath))
  } catch (error) {
    return unreadable(error instanceof UserError ? error.message.replace(`${lastRenderPath}: `, '') : 'is not JSON')
  }
  if (!isRecord(value) || !isRecord(value.files)) return unreadable('has no files in it')
  if (typeof value.schema === 'number' && value.schema > 1) {
    throw new UserError(`was written by a newer create-dockerize (${String(value.version)}). Nothing was written.`, {
      at: { file: lastRenderPath },
      todo: ['npm create dockerize@latest'],
    })
  }
  const entries = Object.entries(value.files)
  if (value.schema !== 1 || entries.some(([, text]) => typeof text !== 'string')) return unreadable('is not of the form this version knows')
  return { state: 'ok', files: new Map(entries as [string, string][]), version: String(value.version) }
}

/** The files alone; null where they are not known. `lastRenderState` says why. */
export function readLastRender(project: Pick<Project, 'has' | 'read'>): ReadonlyMap<string, string> | null {
  return lastRenderState(project).files
}

/**
 * @param files those that are ours, see `ownFiles`; of them only whole ones and updates are compared later. Never `.env`.
 * @param before the last render: what is not written this time (`--files dockerfile`) keeps its base for later.
 */
export function lastRenderFile(files: readonly RenderedFile[], before: ReadonlyMap<string, string> | null = null): RenderedFile {
  const texts = new Map(before ?? [])
  for (const file of files) if (file.kind === 'whole' || file.kind === 'updates') texts.set(file.path, file.text)
  // Sorted: the file is committed, and its diff should show only what changed.
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1))
  const text = `${JSON.stringify({ schema: 1, version: version(), files: Object.fromEntries(sorted) }, null, 2)}\n`
  return { path: lastRenderPath, text, mode: 0o644, kind: 'record' }
}

function unreadable(why: string): LastRenderState {
  return { state: 'unreadable', files: null, why }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
