/** A project whose image is measured beside what others make of the same. */
export interface ImageBench {
  /** Its folder, from the top of this repository. */
  project: string
  /** File that gets one more line. */
  source: string
  /** Port and path in the container. */
  http: string
  /** Shell script that adds one dependency in its folder. */
  changeDependency: string
  /** Makes our set ready to be started. @param ours folder with it. */
  prepare(ours: string): void
  /** The first of them is what the ratios refer to. */
  peers: readonly Peer[]
  /** Measured with `--symbols cut` too. */
  cut?: true
}

export interface Peer {
  name: string
  /** Puts the peer's files into a copy of the project. @param ours folder of our set. */
  lay(folder: string, ours: string): void
}
