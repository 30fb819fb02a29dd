import { readCondaLock } from './readers/conda-lock.ts'
import type { Lock } from './readers/lock.ts'
import { readPdmLock } from './readers/pdm-lock.ts'
import { readPipfileLock } from './readers/pipfile-lock.ts'
import { readPixiLock } from './readers/pixi-lock.ts'
import { readPoetryLock } from './readers/poetry-lock.ts'
import { readPylock } from './readers/pylock.ts'
import { readUvLock } from './readers/uv-lock.ts'
import { upwards } from './runtime.ts'
import type { UnitFolder } from './unit-folder.ts'

/** A lock file that was found, not read yet: it may be long, and another manager's. */
export interface FoundLock {
  /** From the project's root. */
  file: string
  /** Its own name: `uv.lock`. */
  name: string
  dir: string
  manager: string
  /** @throws UserError where a merge was left in the middle. */
  read(): Lock
  /** The same with other entries than those that count on Linux. @param counts told an entry with its marker. */
  readFor(counts: (entry: string) => boolean): Lock
}

type Reader = (text: string, file: string, counts?: (entry: string) => boolean) => Lock

/** Which manager writes which lock file. */
const lockfiles: readonly (readonly [file: string, manager: string, read: Reader])[] = [
  ['uv.lock', 'uv', readUvLock],
  ['poetry.lock', 'poetry', readPoetryLock],
  ['pdm.lock', 'pdm', readPdmLock],
  ['Pipfile.lock', 'pipenv', readPipfileLock],
  ['pixi.lock', 'pixi', readPixiLock],
  ['conda-lock.yml', 'conda', readCondaLock],
]

export const pythonLockfiles: readonly (readonly [file: string, manager: string])[] = lockfiles.map(([file, manager]) => [file, manager])

/** The standard's lock file is what others export as well, so it counts only where no manager has one of its own. */
const standardLock = ['pylock.toml', 'uv', readPylock] as const

/** The lock files of the nearest folder that has any: a workspace keeps one for all its members, in its root. */
export function nearestLocks(folder: UnitFolder): FoundLock[] {
  for (const dir of upwards(folder.dir)) {
    const found = locksIn(folder, dir)
    if (found.length > 0) return found
    // A manifest of the unit's own that is complete without a lock must not inherit a stranger's from above.
    if (dir === folder.dir && folder.files.some((file) => /^(requirements[\w.-]*\.txt|environments?\.ya?ml)$/.test(file)) && !folder.has('pyproject.toml'))
      return []
  }
  return []
}

function locksIn(folder: UnitFolder, dir: string): FoundLock[] {
  const own = lockfiles.flatMap((entry) => found(folder, dir, entry))
  return own.length > 0 ? own : found(folder, dir, standardLock)
}

function found({ project }: UnitFolder, dir: string, [name, manager, reader]: readonly [string, string, Reader]): FoundLock[] {
  const file = dir === '.' ? name : `${dir}/${name}`
  if (!project.has(file)) return []
  let lock: Lock | null = null
  const text = (): string => project.read(file)
  return [{ file, name, dir, manager, read: () => (lock ??= reader(text(), file)), readFor: (counts) => reader(text(), file, counts) }]
}
