/** Packages of one repository that are installed together, as the root says. Paths are relative to the project's root. */
export interface Workspace {
  /** node: npm's, yarn's, bun's or pnpm's, which all read package.json. */
  kind: 'node' | 'uv'
  root: string
  /** What declares it, and where. */
  file: string
  line: number
  patterns: readonly Pattern[]
  /** Sorted by folder; the root's own package, where it is one, first. */
  members: readonly Package[]
}

/** One entry of the list of members. */
export interface Pattern {
  /** As it is written. */
  text: string
  line: number
  /** It takes folders out again. */
  excludes: boolean
}

export interface Package {
  /** As its manifest has it; null: it has none. */
  name: string | null
  dir: string
  /** Its manifest. */
  file: string
  /** Where its name stands; 1 where it has none. */
  line: number
  /** Dependencies that have to be, or are, other members. */
  needs: readonly Need[]
}

export interface Need {
  /** As the manifest has it. */
  name: string
  line: number
  /** `main`, or the group, extra or section that it is in. */
  group: string
  /** It is said to be a member (`workspace:*`, `{ workspace = true }`), and not only called like one. */
  stated: boolean
  /** Folder of the member; null: no member is called that. */
  dir: string | null
}
