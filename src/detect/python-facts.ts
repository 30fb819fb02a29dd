import type { Dependency } from './facts.ts'
import type { Surroundings } from './python-workspace/facts.ts'

/** Tools that migrate the databases of Python programs. */
export type PythonMigrations = 'alembic' | 'django' | 'flask-migrate' | 'aerich' | 'tortoise' | 'yoyo' | 'piccolo'

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
  /** `create_engine` and the like, for advice at the person's own lines; those that keep no pool are marked, `pinged` is the line of `pool_pre_ping=True`. */
  engines: readonly { call: string; unpooled?: true; pinged?: number; file: string; line: number }[]
  /** pydantic-settings reads secrets from this folder. */
  secretsDir: string | null
}
