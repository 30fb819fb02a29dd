import type { Dependency } from '../facts.ts'

/** What setup.py or setup.cfg says of the project. Paths are as written. */
export interface SetupFile {
  name: string | null
  dependencies: readonly Dependency[]
  extras: readonly string[]
  /** Files that the metadata takes in: `open("README.md").read()`, `long_description = file: README.md`. */
  reads: readonly string[]
  /** Folders of the packages that are named one by one. */
  packages: readonly string[]
  /** Folder that the packages lie in: `src`, or `.`. */
  root: string
  /** Why an empty package would not give the same metadata; null where it would. */
  refused: string | null
}
