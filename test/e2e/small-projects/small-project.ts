/** One of each stack, as small as it can be and still do its work. */
export interface SmallProject {
  title: string
  files: Readonly<Record<string, string>>
  /** What runs its code: each must start, hang visibly, stop and be hardened. Empty: it does its work and ends. */
  services: readonly string[]
  /** What a person names who wants more of it than runs by itself: `full,tools`. */
  profiles?: string
  /** That it answers requests on. */
  port?: number
  /** A program of Python, or `with` another, for the first of them, and what it prints where the work is done. For one that ends: what its own run prints. */
  work: { program: string; says: string; with?: readonly string[] }
  /** Makes, in its folder, the file that cannot be kept here: a lock file names a registry. */
  before?: (dir: string) => void
  /** A module that its image has to have, and those of development that it has to do without. */
  modules?: { has: string; lacks: readonly string[] }
  /** Seconds that its check waits for a sign of life, beside its own times. */
  silence?: number
  /** Seconds in which it ends when it is told to, where that is not two. */
  stops?: number
}
