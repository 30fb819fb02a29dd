import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../errors.ts'

/** What stands at a path. Texts are as they are, byte order mark and line endings included. */
export type OnDisk = { kind: 'absent' } | { kind: 'folder' } | { kind: 'bytes' } | { kind: 'text'; text: string }

/** Reads the files that are to be written. Not the project of detection, which skips folders and evens out texts. */
export interface Disk {
  /** @throws UserError where it cannot be told. */
  look(path: string): OnDisk
}

/** @param root the project's folder. */
export function diskAt(root: string): Disk {
  return { look: (path) => look(root, path) }
}

function look(root: string, path: string): OnDisk {
  try {
    const bytes = readFileSync(join(root, path))
    const text = bytes.toString('utf8')
    // What does not come back the same is no UTF-8: written as text it would lose bytes.
    return Buffer.from(text, 'utf8').equals(bytes) ? { kind: 'text', text } : { kind: 'bytes' }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return { kind: 'absent' }
    if (code === 'EISDIR') return { kind: 'folder' }
    throw new UserError(`${reasons[code ?? ''] ?? `cannot be read (${code ?? String(error)})`}. Nothing was written.`, { at: { file: path } })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ENOTDIR: 'a file stands where a folder is needed',
  ELOOP: 'is a link that leads back to itself',
}
