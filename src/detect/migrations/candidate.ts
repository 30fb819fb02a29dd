import type { Migrations } from '../facts.ts'
import type { PythonMigrations } from '../python-facts.ts'
import type { Launch } from '../launches.ts'
import type { Manifests } from '../manifests.ts'
import type { PythonModule } from '../source.ts'
import type { UnitFolder } from '../unit-folder.ts'

/** What the search for a migration tool looks at. */
export interface MigrationSource {
  folder: UnitFolder
  manifests: Manifests
  importRoot: string
  modules: readonly PythonModule[]
  launches: readonly Launch[]
  /** Names of what production installs, as far as it is known. */
  installed: ReadonlySet<string>
}

/** A tool that the project is set up for, with the line that says so. */
export interface Candidate extends Migrations {
  tool: PythonMigrations
  /** Distribution that brings the tool. */
  distribution: string
  /** Relative to the root. */
  file: string
  line: number
  /** Why it cannot run as it is; null where it can. */
  broken: string | null
}

/** Folder of a file, null for one that lies at the top. */
export function folderOf(path: string): string | null {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null
}

/** `./migrations/../db` → `db`. */
export function tidy(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
