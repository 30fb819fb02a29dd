import type { BinaryFact } from './binaries/facts.ts'
import type { Existing } from './existing.ts'
import type { NodeFacts, NodeMigrations } from './node-facts.ts'
import type { PythonFacts, PythonMigrations } from './python-facts.ts'

/**
 * What detection knows of a project. Facts are plain data: they can be printed, compared and stored.
 * Paths are relative to the root with `/`; paths in a unit's own part are relative to the unit's folder.
 */

export type Language = 'python' | 'node'
/** certain: stated in a file; likely: follows from what files state; guess: a default of the framework. */
export type Confidence = 'certain' | 'likely' | 'guess'

export interface Evidence {
  /** Which fact this speaks for: `stack`, `entrypoint`, `port`, `uses.postgres`, `variable.DATABASE_URL` … */
  key: string
  value: string
  file: string
  line: number
  confidence: Confidence
}

export interface Unknown {
  key: string
  /** The flag that answers it, ready to paste. */
  flag: string
  why: string
  /** What was found and could not be decided between, best first. */
  choices?: readonly Evidence[]
  /** Nothing can be written before it is answered (an entry point); the others have a usable default. */
  required: boolean
}

/** An environment variable that the code reads. */
export interface VariableFact {
  name: string
  /** The literal default in the code, as text for an environment; undefined: there is one, but no plain literal. */
  default?: string
  required: boolean
  type: 'string' | 'integer' | 'number' | 'boolean' | 'url' | 'email' | 'json'
  /** The values that its type allows. */
  choices?: readonly string[]
  /** What the project's own `.env.example` has for it. */
  example?: string
  /** The code makes a random value at each start where none is given. */
  generated?: true
  secret: boolean
  /** It is in a file that another variable names (`DB_PASSWORD_FILE`). `alone`: the code takes it from there only. */
  inFile?: { variable: string; alone: boolean }
  /** The build writes its value into the code that browsers get: it is nothing that a container could be told. */
  public?: true
  file: string
  line: number
}

/** A dependency named in a manifest. `name` is normalised (PEP 503), extras are lower case. */
export interface Dependency {
  name: string
  extras: readonly string[]
  spec: string
  /** main, or the name of the group/extra/file that it is in. */
  group: string
  /** A package of conda, which brings its own libraries. */
  conda?: boolean
  file: string
  line: number
}

export interface Migrations {
  tool: PythonMigrations | NodeMigrations
  /** The tool's configuration, relative to the unit: `alembic.ini`, `manage.py`. */
  config: string
  /** Folder of the migration scripts, relative to the unit: `alembic`, `src/shop/migrations`; null: they lie in the code. */
  folder: string | null
  /** What brings the database to the code's schema. */
  command: readonly string[]
  /** Folder in which it has to be started, relative to the unit; null: the unit's own. */
  workingDir: string | null
  /** Only development installs the tool, so production cannot run it. */
  developmentOnly?: true
  /** Folder of the package that has them for several units, from the project's root; absent: they are the unit's own. */
  home?: string
  /** Unit whose image applies them for this one too; set by the plan, which knows who is chosen. */
  by?: string
}

/** A workspace of several packages that share a lock file in its root, from which their images are built. */
export interface WorkspaceFacts {
  /** From the project's root. */
  root: string
  /** Other members that the unit installs or bundles, with what those need in turn: in the order in which they are built. */
  members: readonly WorkspaceMember[]
}

export interface WorkspaceMember {
  /** As its manifest has it. */
  name: string
  /** From the workspace's root. */
  dir: string
}

/** A variable that an install reads credentials from, where its settings say so. */
export interface InstallSecret {
  name: string
  file: string
  line: number
}

/** Where a program answers Prometheus. */
export interface MetricsFact {
  /** What counts there, by its name in its own registry. */
  library: string
  path: string
  /** Of a server of its own; null: the program's. */
  port: number | null
  file: string
  line: number
}

export interface UnitFacts {
  name: string
  /** What detection calls it, where a person calls it otherwise. */
  seenAs?: string
  /** Units of one folder share one image; the first of them gives it its name and its command. */
  dir: string
  /** What it is to the others: `api`, `web`, `worker`, `beat`. */
  role: string
  language: Language
  stack: string
  /** Which of the frameworks that share the stack it is written with; null: the stack says it all. */
  framework: string | null
  packageManager: string
  lockfile: string | null
  /** Folder whose lock file and manager the unit uses. */
  workspaceRoot: string
  runtime: { version: string; constraint: string | null }
  entrypoint: string | null
  /** The entry point is a function that makes the app. */
  factory: boolean
  /** Null: it listens on none. */
  port: number | null
  healthPath: string | null
  /** Files and folders beyond the code that the framework reads unasked, relative to the unit: `templates`, `.streamlit/config.toml`. */
  files: readonly string[]
  /** Routes found in the source, for the docs and probes: method and full path. */
  routes: readonly { method: string; path: string; file: string; line: number }[]
  /** Absent: it answers Prometheus nowhere. */
  metrics?: MetricsFact
  migrations: Migrations | null
  /** What else could be started, with what its stack would ask of it then. */
  alternatives: readonly { entrypoint: string; port: number | null; details: Readonly<Record<string, string>> }[]
  /** What its stack alone asks of it, as plain words: a settings module, a folder. */
  details: Readonly<Record<string, string>>
  systemPackages: { build: readonly string[]; run: readonly string[] }
  internalDependencies: readonly string[]
  /** Absent: it is built from its own folder. */
  workspace?: WorkspaceFacts
  /** What it installs that is not made for each machine. Absent: nothing. */
  binaries?: readonly BinaryFact[]
  /** Kinds of the services it uses. */
  uses: readonly string[]
  /** Those among them that its framework keeps its own data in, and its code does not talk to. Absent: none. */
  needs?: readonly string[]
  variables: readonly VariableFact[]
  /** What the install of private packages asks for. Absent: nothing. */
  installSecrets?: readonly InstallSecret[]
  python: PythonFacts | null
  node: NodeFacts | null
  evidence: readonly Evidence[]
  unknown: readonly Unknown[]
  /** What a person should know and nobody need answer: conflicts mended, advice. One sentence each. */
  notes: readonly { text: string; file: string; line: number }[]
}

export interface ServiceFacts {
  kind: string
  usedBy: readonly string[]
  evidence: readonly Evidence[]
}

export interface Facts {
  /** Name for the compose project: from the manifest, else the folder's. Lower case, `[a-z0-9][a-z0-9_-]*`. */
  project: string
  /** Who the repository belongs to where it is hosted, lower case; the default of the image prefix. Absent: not known. */
  owner?: string
  /** The repository's default branch. Absent: not known. */
  branch?: string
  /** Why no workflow of GitHub's runs from this folder. Absent: one may. */
  withoutWorkflows?: string
  layout: 'single' | 'monorepo'
  units: readonly UnitFacts[]
  services: readonly ServiceFacts[]
  existing: Existing
}
