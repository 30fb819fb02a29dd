/** What a tool says of a place. */
export interface Finding {
  rule: string
  /** The tool's own word for how bad it is. */
  level: string
  /** From the corpus' folder. */
  file: string
  line: number
  message: string
}

export interface Files {
  /** Folder of repositories. */
  corpus: string
  /** From there. */
  dockerfiles: readonly string[]
  composes: readonly string[]
}

export interface Ran {
  tool: string
  version: string
  /** As somebody would type it. */
  command: string
  findings: readonly Finding[]
  /** Files that it could not look at, and why. */
  skipped: readonly { file: string; why: string }[]
}
