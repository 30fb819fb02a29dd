import type { CopyPlan } from './build-plan.ts'
import type { HealthPlan } from './health-plan.ts'

/** How an image of Node's is built. */
export interface NodeBuild {
  /** Build arguments with their defaults, in order. */
  arguments: readonly { name: string; value: string }[]
  /** Image of the `base` stage, arguments as `${NAME}`. */
  baseImage: string
  /** Image that serves pages; null: Node serves. */
  pageServer: string | null
  served: 'next' | 'static' | 'server'
  /** What the build makes runs without anything beside it. */
  complete: boolean
  /** How the manager gets into the image; null: comes with Node. */
  tool: { argument: string; install: string; environment: readonly { name: string; value: string }[]; rewrites: boolean; leaves: readonly string[] } | null
  /** Where the manager keeps downloads, for the cache mount. */
  cache: string
  /** Stages that are built at the same time must wait for each other there. */
  cacheIsForOne: boolean
  /** Files that are bind-mounted for the install. */
  manifests: readonly string[]
  /** Shell commands that install everything, and production alone; null: production needs none of it. */
  install: readonly string[]
  installProduction: readonly string[] | null
  systemPackages: { build: readonly string[]; run: readonly string[] }
  /** What the build writes into the code that browsers get: build arguments without a default. */
  publicVariables: readonly string[]
  /** Code that a tool makes into production's modules: its program, the folder of the context that it reads, and of the
   * workspace's member whose it is. */
  generate: { program: string; folder: string; member: string | null } | null
  /** Shell commands after the source; empty: it runs as it is. */
  build: readonly string[]
  /** Folder that the build fills; null: the source is what runs. */
  output: string | null
  /** Folders that the built server reads beside it. */
  beside: readonly string[]
  /** What the tool that migrates the database reads, beside what the server has anyway. */
  migrations: readonly CopyPlan[]
  /** Folder in the image whose modules have that tool, where it is another one than the unit's. */
  tools: string | null
  /** What development mounts over the copy. */
  source: readonly string[]
  /** What the program itself reads, in the runtime stage and in development. */
  programEnvironment: Readonly<Record<string, string>>
  user: { uid: number; name: string; home: string }
  command: readonly string[]
  developCommand: readonly string[]
  testCommand: readonly string[]
  port: number | null
  health: HealthPlan | null
  /** It is built from the root of its workspace, whose folders the image has as they are; null: from its own. */
  workspace: NodeWorkspaceBuild | null
}

/** Paths are relative to the workspace's root. */
export interface NodeWorkspaceBuild {
  /** The unit's; `.` where the root itself is the app. */
  folder: string
  /** Its own source, for a server that runs as it is. */
  own: readonly CopyPlan[]
  /** What its stages copy: files of the root first, the unit last. */
  source: readonly CopyPlan[]
  /** Shell commands that build what it imports of other members, for development and tests. */
  prepare: readonly string[]
  /** Folders of members that are built: a change in one is a new image for development too. */
  rebuilt: readonly string[]
  /** Folders of members that builds fill: what lies there on somebody's machine stays out. */
  outputs: readonly string[]
  /** What the server that runs needs of the other members. */
  members: readonly (CopyPlan & { built: boolean })[]
}
