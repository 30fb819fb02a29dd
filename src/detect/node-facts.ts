import type { Dependency } from './facts.ts'

/** Tools that migrate the databases of Node's programs. */
export type NodeMigrations =
  'prisma' | 'drizzle' | 'knex' | 'sequelize' | 'typeorm' | 'postgrator' | 'umzug' | '@mikro-orm/migrations' | 'node-pg-migrate' | 'db-migrate' | 'kysely'

/** How a unit of Node's is built and started. Paths are relative to the unit. */
export interface NodeFacts {
  /** As package.json has it, without a scope. */
  name: string | null
  dependencies: readonly Dependency[]
  /** Of the package manager, as stated or as the form of its lock file tells. */
  managerVersion: string | null
  /** next: Next.js' own server. static: pages that a build makes, behind nginx. server: a program of Node's. */
  served: 'next' | 'static' | 'server'
  /** The framework, as its makers write it. */
  title: string
  /** Folder that the build fills; null: the source runs as it is. */
  output: string | null
  /** What is in `output` runs without anything beside it. */
  complete: boolean
  /** There is a script `build`. */
  build: boolean
  /** What makes code before the build, `prisma generate`, and the folder that it reads; `dir`: of the member of the
   * workspace whose it is, from the root. */
  generate: { command: readonly string[]; folder: string; dir?: string } | null
  /** Scripts of the project's own that an installer runs, which need its source. */
  ownInstallScripts: readonly string[]
  /** What development runs; null: the same as production. */
  develop: readonly string[] | null
  /** Options of Node's that stood before the file that is started. */
  options: readonly string[]
  /** There is a script `test` that tests something. */
  test: boolean
  /** Files and folders that the installer reads. */
  manifests: readonly string[]
  /** Files and folders of the unit's top that its build reads. */
  source: readonly string[]
  /** Which of them are folders, for an app in the root of a workspace. */
  folders?: readonly string[]
  /** Folders that a compiled server reads beside its code: `public`, `views`. */
  beside: readonly string[]
  hasPublic: boolean
  /** Its workspace, where it is a member of one: `manifests` are then the root's. Absent: it stands alone. */
  workspace?: NodeWorkspace
}

/** What a member of a workspace is built from beyond its own folder. Paths are relative to the workspace's root. */
export interface NodeWorkspace {
  /** By which installers and task runners know the unit, and the root; null: they have no name. */
  name: string | null
  rootName: string | null
  /** Folders of all members, the unit's too. */
  everyone: readonly string[]
  /** Files of the root that builds read beside the manifests: `tsconfig.base.json`. */
  rootFiles: readonly string[]
  /** Dependencies with install scripts of their own, as the lock file and the manager's settings have them. */
  rebuilds: readonly string[]
  /** The code names what the root alone depends on. */
  hoists: boolean
  /** Scripts of the root's own that an installer runs. */
  ownInstallScripts: readonly string[]
  /** Turborepo runs what the root's `turbo.json` says that a build needs. */
  turbo: boolean
  /** Other members that it is built with, in build order. */
  members: readonly NodeMember[]
}

export interface NodeMember {
  /** Null: it has none. */
  name: string | null
  dir: string
  /** Production installs it too. */
  production: boolean
  /** Folders that its script `build` fills and that others import from; empty: it is used as it is. Relative to the member. */
  built: readonly string[]
  /** Scripts of its own that an installer runs. */
  ownInstallScripts: readonly string[]
  /** Files and folders of its top that are its code. */
  source: readonly string[]
}
