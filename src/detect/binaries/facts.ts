/** Machines that images are released for, by docker's names. */
export const machines = ['amd64', 'arm64'] as const
export type Machine = (typeof machines)[number]

/** Something that is installed as it was compiled, since there is nothing to compile it from, and not for each machine alike. */
export interface BinaryFact {
  name: string
  file: string
  line: number
  /** Machines on which it is installed at all. */
  neededOn: readonly Machine[]
  builds: readonly BinaryBuild[]
}

export interface BinaryBuild {
  machine: Machine
  /** Null: either. */
  libc: 'glibc' | 'musl' | null
  /** Python 3's second number; null: any. */
  python: { minor: number; orNewer: boolean } | null
}
