import type { Language, UnitFacts } from '../detect/facts.ts'

/**
 * A package manager: which lock file, how the tool gets into the builder, how to install for production and for development.
 * Data and argv only.
 *
 * To add one: a file here named for its id, a line in `index.ts`, its lock file in `detect/package-manager.ts`, a case under
 * `test/cases/` that detects it. The contract test says what is missing.
 */
export interface PackageManager {
  /** What a person types: `--package-manager uv`. The file's name. */
  id: string
  title: string
  language: Language
  lockfile: string | null
  /** Command a person runs to make the lock file. */
  lockCommand: string | null
  /** Null: comes with the language's base. */
  tool: Tool | null
  /** own: brings its own Python, so that the images start from plain Debian; base: runs on the language's base image. */
  interpreter: 'base' | 'own'
  /** Debian packages that the tool itself needs in the builder. */
  needs: readonly string[]
  /** Folder that holds what is installed, at the same path in both stages; its `bin` comes first on the PATH. */
  prefix(scope: Scope['for'], unit: UnitFacts): string
  /** Makes that folder before the first install; empty: the installer does it. */
  prepare: readonly string[]
  /** Download cache inside the builder (running as root). */
  cache: string
  /** Environment of the builder stage. */
  environment: Readonly<Record<string, string>>
  /** What a person types by hand: the development install, and the start of adding a dependency; null: edited into a file. */
  byHand: { install: string; add: string | null; addDevelopment: string | null }
  /** In development it makes links to the repository's other projects, whose source has to be where the manifest says. Absent: it does not. */
  links?: true
  install(scope: Scope, unit: UnitFacts): Install
}

/** Pinned, and never in the runtime image. */
export type Tool =
  /** Copied out of its makers' image. */
  | { kind: 'image'; stage: string; image: string; argument: { name: string; value: string }; files: readonly string[]; to: string }
  /** Installed by pip into an environment of its own, `folder`, so that its dependencies never meet the project's. */
  | { kind: 'package'; requirement: string; folder: string; argument: { name: string; value: string } }

export interface Scope {
  for: 'production' | 'development'
  /** dependencies: everything but the project; project: the project itself, after its source was copied. */
  what: 'dependencies' | 'project'
  /** Packages that nobody declares are there already and stay. */
  keeps?: boolean
}

export interface Install {
  /** Shell commands, joined with `&&` into one RUN. */
  run: readonly string[]
  /** Files of the context that are bind-mounted for it. */
  binds: readonly string[]
}
