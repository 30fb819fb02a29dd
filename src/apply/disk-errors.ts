import { UserError } from '../errors.ts'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write here',
  EPERM: 'no permission to write here',
  EROFS: 'this disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota on this disk is used up',
  EMFILE: 'too many files are open on this machine',
  ENFILE: 'too many files are open on this machine',
  EIO: 'the disk reports an error',
  ENAMETOOLONG: 'the name is too long for this disk',
  ENOTDIR: 'a file stands where a folder is needed',
  ELOOP: 'is a link that leads back to itself',
  EBUSY: 'another program holds this file',
  ENOENT: 'its folder went away',
  EEXIST: 'another program made this file at the same time',
}

/**
 * An error of the disk as one line: which file, why, and what became of the rest. What is no error of the disk comes back
 * as it is: that is our bug, and must not be passed off as the person's.
 */
export function diskError(error: unknown, path: string, outcome: string): unknown {
  if (error instanceof UserError) return error
  const code = (error as NodeJS.ErrnoException | null)?.code
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return error
  return new UserError(`${reasons[code] ?? `cannot be written (${code})`}. ${outcome}`, { at: { file: path } })
}
