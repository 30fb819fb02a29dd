import type { Existing } from './existing.ts'
import type { NodeFacts, NodeMigrations } from './node-facts.ts'
import type { Surroundings } from './python-workspace/facts.ts'

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

/** Tools that migrate the databases of Python programs. */
export type PythonMigrations = 'alembic' | 'django' | 'flask-migrate' | 'aerich' | 'tortoise' | 'yoyo' | 'piccolo'

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

export interface Tests {
  runner: 'pytest' | 'unittest'
  /** Files and folders with tests (`tests`, `shop/tests`), and what configures them (`pytest.ini`, `conftest.py`). */
  paths: readonly string[]
  /** Where the runner is declared: a group or extra of pyproject, a requirements file, or nothing. */
  installedBy: { kind: 'group' | 'extra' | 'requirements'; name: string } | null
}

export const knownServers = ['uvicorn', 'hypercorn', 'granian', 'daphne', 'gunicorn', 'uwsgi', 'waitress'] as const
export type Server = (typeof knownServers)[number]

/** A library that computes on the CPU or on a graphics card. */
export interface AcceleratorFact {
  /** `torch`. */
  library: string
  /** What names it, or what brings it. */
  file: string
  line: number
  /** The manifests name PyTorch's own index, so that nothing may add another. */
  index: boolean
  /** Which of the two the manifests ask for; null: they leave it open. */
  stated: { value: 'cpu' | 'gpu'; file: string; line: number } | null
}

/** A package that the code imports. */
export interface ImportFact {
  /** As the code names it: `cv2`, `google.cloud.storage`; empty: nothing imports it, `about` says what for. */
  name: string
  /** What is installed for it, normalised, with extras: `psycopg[binary]`. Null: there is nothing to install. */
  distribution: string | null
  file: string
  line: number
  /** Why the program may do without it; null: it needs it. */
  optional: string | null
  /** What a person may wonder about the choice. */
  about: string | null
}

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

/** What a person said that a unit without a manifest needs: a requirements file of any name, or requirements by name. */
export type StatedDependencies = { file: string } | { names: readonly string[] }

/** How a Python unit is laid out and installed. */
export interface PythonFacts {
  /** Has a build system, so that the manager installs the project itself. */
  packaged: boolean
  /** `[project] name` as written; null without one. */
  distribution: string | null
  backend: string | null
  /** Folder that holds the top-level import packages: `src`, or `.`. */
  importRoot: string
  /**
   * Empty stand-ins that let the build backend install metadata and scripts without the source:
   * files to create, relative to the unit (`README.md`, `src/shop/__init__.py`). Null where that is not safe.
   */
  standIn: readonly string[] | null
  /** Environment variable by which the build takes a version that it would else ask git for; null: it asks nobody. */
  versionVariable: string | null
  /** Other projects and wheels in the unit's folder that it installs from there; a link needs the source where it was. */
  localProjects: readonly { path: string; editable: boolean }[]
  /** What it is built from beside its own folder; null: nothing. */
  surroundings: Surroundings | null
  /** A manifest installs the project as a link to its source (`-e .`), which therefore has to be where it was. */
  linked: boolean
  /** Why `standIn` is null for a packaged project. */
  standInRefused: string | null
  /** Of pyproject.toml, setup.py and setup.cfg those that there are. */
  projectFiles: readonly string[]
  /** What the build backend needs beyond the source: readme, licence files, hooks. Relative to the unit. */
  buildFiles: readonly string[]
  /** Folders with Python source or data that run time needs, relative to the unit: `src`, `app`, `templates`. */
  sourceFolders: readonly string[]
  /** Python modules that lie at the unit's top level: `main.py`, `db.py` (tests and setup.py left out). */
  sourceFiles: readonly string[]
  /** Number of the project's own Python modules. */
  modules: number
  dependencies: readonly Dependency[]
  /** No manifest: what the code imports instead. Empty where one says what is needed. */
  imports: readonly ImportFact[]
  /** No manifest and none wanted: requirements that are installed by name. */
  named: readonly string[]
  /** Every distribution that the lock file or a pinned requirements file names, normalised; empty if unknown. */
  locked: readonly string[]
  /** pip: requirements files for production, in order, with what they include (`-r`, `-c`), relative to the unit. */
  requirements: readonly string[]
  /** pip: the same for development. */
  developmentRequirements: readonly string[]
  /** pip: the file to install for production, and the one for development if there is one. */
  requirementsMain: string | null
  requirementsDev: string | null
  /** Every line of `requirements` carries a hash. */
  hashed: boolean
  /** A dependency comes from git, so that the builder needs it. */
  gitDependencies: boolean
  /** Every group of the manifest that is no extra: `dev`, `test`, a Pipfile's `dev-packages`. */
  groups: readonly string[]
  /** Groups and extras of the manifest that production needs beside the main dependencies: they bring the server. */
  productionGroups: readonly string[]
  productionExtras: readonly string[]
  /** The groups that the manager installs only when they are named, and the extras, that tests and development need. */
  developmentGroups: readonly string[]
  developmentExtras: readonly string[]
  tests: Tests | null
  /** Folders that the code makes or writes below its working directory: `uploads`, `data`. */
  writes: readonly { path: string; file: string; line: number }[]
  /** SQLite files that the code puts right beside itself, where only the image's owner may write: `db.sqlite3`. */
  sqliteBesideCode: readonly string[]
  /** Folder that relative paths of SQLite files are meant from, relative to the unit: `.`, or what an extension makes of it. */
  sqliteRoot: string
  /** Servers that production installs, by their programs' names. */
  servers: readonly Server[]
  /** `[tool.ruff]`, ruff among the dependencies: what the editor set-up should know. */
  tools: readonly ('ruff' | 'mypy' | 'black' | 'pyright')[]
  /** What may compute on a graphics card; null: nothing. */
  accelerator: AcceleratorFact | null
  /** `create_engine` and the like, for advice at the person's own lines; those that keep no pool are marked. */
  engines: readonly { call: string; unpooled?: true; file: string; line: number }[]
  /** pydantic-settings reads secrets from this folder. */
  secretsDir: string | null
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
