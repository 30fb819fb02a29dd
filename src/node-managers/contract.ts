/**
 * A package manager of Node's: how it gets into the image, installs what its lock file holds, and runs a script.
 * Shell commands and argv only.
 *
 * To add one: a file here named for its id, a line in `index.ts`, its lock file in `detect/node/package-manager.ts`, a case under `test/cases/`.
 */
export interface NodeManager {
  /** What a person types: `--package-manager pnpm`. The file's name. */
  id: string
  title: string
  /** Command a person runs to make the lock file. */
  lockCommand: string
  /** How a version of it gets into the image; null: comes with Node. */
  tool(version: string | null): NodeTool | null
  /** Download cache inside the builder (running as root). */
  cache: string
  /** Two installs at the same time spoil that cache for each other. */
  cacheIsForOne?: true
  /** Installs what the lock file holds, and refuses one that does not fit package.json. */
  install(request: InstallRequest): readonly string[]
  /** A script of package.json. @param folder of a workspace's member, from where the command runs; absent: the same folder. */
  run: (script: string, folder?: string) => string
  /** Its install in a workspace reads package.json of every member, also of those that it does not install. */
  readsEveryMember(version: string | null): boolean
}

export interface NodeTool {
  /** Build argument with its version. */
  argument: { name: string; value: string }
  /** Shell command that installs it. */
  install: string
  /** What it has to be told in every stage that has it. Absent: nothing. */
  environment?: readonly { name: string; value: string }[]
  /** Its install writes each package.json anew, in a form of its own, and ends where it cannot. */
  rewrites?: true
  /** What it leaves in a project beside node_modules that no build may see: patterns of `.dockerignore`. Absent: nothing. */
  leaves?: readonly string[]
}

export interface InstallRequest {
  /** Production alone, without what builds and tests it. */
  production: boolean
  locked: boolean
  /** Without scripts of the project's own, whose source is not there yet; those of dependencies run all the same. */
  withoutOwnScripts: boolean
  /** Major of the manager, where it is known. */
  major: number | null
  /** The member of a workspace that it is for, with what that needs of the others; null: there is no workspace. */
  member: MemberRequest | null
}

export interface MemberRequest {
  /** As package.json has it; null: it has none. */
  name: string | null
  /** From the workspace's root. */
  folder: string
  rootName: string | null
  /** Dependencies whose install scripts do something, where the project's own are held back. */
  rebuilds: readonly string[]
  /** Production needs what the root itself depends on. */
  withRoot: boolean
}
