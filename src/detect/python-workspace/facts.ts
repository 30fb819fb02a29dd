/**
 * What a Python unit is built from beside its own folder. Paths are relative to the root of the workspace, which its image is built
 * from; where a manifest names none, that is the nearest folder that holds all of it.
 */
export interface Surroundings {
  /** The manager installs other projects from where they lie; else it is given wheels of them. */
  mirror: boolean
  /** Folder in which the manager is run: a workspace's root, which has the lock file, or the unit's own. */
  managed: string
  /** What the manager calls the unit, where its folder holds several projects. */
  project: string | null
  /** Other projects of the repository that it installs, with what those need in turn: in the order in which they are built. */
  packages: readonly LocalPackage[]
  /** Manifests beyond those of the packages that the lock file is checked against. */
  manifests: readonly string[]
  /** Why it cannot be checked in an image; null: it is. */
  unchecked: string | null
  /** Code that has no manifest of its own and is the unit's as much as what lies in its folder. */
  bundled: readonly Bundled[]
  /** Folders of that code in the unit's folder in which some of its own files lie too. */
  mixed: readonly string[]
}

export interface LocalPackage {
  /** As its manifest has it. */
  name: string
  dir: string
  /** What its build needs: the folder itself, or where others lie in it the files and folders that are its own. */
  files: readonly string[]
  /** Folder that its modules are imported from; null: it has none to be seen, a wheel for instance. */
  importRoot: string | null
  /** Only development and tests install it. */
  development: boolean
}

export interface Bundled {
  /** File or folder, where it lies. */
  from: string
  /** Where the unit has it, relative to the unit's folder. */
  to: string
}
