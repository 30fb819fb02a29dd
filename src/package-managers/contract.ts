import type { Language, UnitFacts } from '../detect/facts.ts'

/**
 * A package manager: which lock file, which tool image, how to install for production and for development. Data and argv only.
 */
export interface PackageManager {
  id: string
  title: string
  language: Language
  lockfile: string | null
  /** Command a person runs to make the lock file. */
  lockCommand: string | null
  /** Image that brings the tool, with the version as a build argument; null: comes with the language's base. */
  tool: { stage: string; image: string; argument: { name: string; value: string }; files: readonly string[]; to: string } | null
  /** Download cache inside the builder (running as root). */
  cache: string
  /** Environment of the builder stage. */
  environment: Readonly<Record<string, string>>
  install(scope: Scope, unit: UnitFacts): Install
}

export interface Scope {
  for: 'production' | 'development'
  /** dependencies: everything but the project; project: the project itself, after its source was copied. */
  what: 'dependencies' | 'project'
}

export interface Install {
  /** Shell commands, joined with `&&` into one RUN. */
  run: readonly string[]
  /** Files of the context that are bind-mounted for it. */
  binds: readonly string[]
}
