/** What was decided: facts where they were seen, a person's word where they gave one. Stored in `.dockerize/answers.yaml`. */

export const targets = ['runtime', 'development', 'testing'] as const
export type Target = (typeof targets)[number]

export const outputs = ['dockerfile', 'compose', 'dockerignore', 'makefile', 'devcontainer', 'ci', 'bake', 'docs', 'env'] as const
export type Output = (typeof outputs)[number]

export const bases = ['slim', 'alpine', 'distroless'] as const
export type Base = (typeof bases)[number]

export const accelerators = ['cpu', 'gpu'] as const
export type Accelerator = (typeof accelerators)[number]

/** Debug symbols of compiled packages: only a native debugger reads them, and they are a third of a usual image and more. */
export const symbols = ['kept', 'cut'] as const
export type Symbols = (typeof symbols)[number]

/** Where runs of Dagster's execute: in the code location itself, or each in a container of its own. */
export const launchers = ['default', 'docker'] as const
export type Launcher = (typeof launchers)[number]

export const executors = ['local', 'celery'] as const
export type Executor = (typeof executors)[number]

export interface UnitAnswers {
  name: string
  dir: string
  stack: string
  packageManager: string
  entrypoint: string
  /** Null: it listens on none. */
  port: number | null
  /** Version of the language's run time, `3.13`. */
  runtime: string
  base: Base
  /** Null: no route is known, any answer below 500 on `/` counts. */
  healthPath: string | null
  /** What a unit without a manifest needs, as `--dependencies` takes it; null: nobody said. */
  dependencies: string | null
  /** The version of Airflow; absent: it is none. */
  airflow?: string
  /** What runs the tasks of Airflow; absent: it is none. */
  executor?: Executor
  /** What it computes on: gpu has builds of its libraries that can, and a graphics card of the machine. */
  accelerator: Accelerator
  /** Debug symbols of what is compiled in its image. */
  symbols: Symbols
  /** Where its runs execute; absent: its stack launches none. */
  launcher?: Launcher
}

export interface ServiceAnswers {
  kind: string
  /** A version that replaces the service's own tag, `17`. */
  version?: string
  /** Used, but not run here: no container, the URL is required. */
  managed: boolean
}

export interface Answers {
  /** The compose project's name. */
  project: string
  units: UnitAnswers[]
  services: ServiceAnswers[]
  targets: Target[]
  files: Output[]
  /** `ghcr.io/owner`: in front of image names in the production overlay. Lower case. */
  imagePrefix: string
  /** The branch whose images the workflow releases. Kept with the answers: what a clone knows of it differs. */
  branch: string
  /** A mirror to take base images from, `mirror.example.com/hub`; null: none. */
  baseRegistry: string | null
  /** What `dependencies` ask for is written down in a requirements.txt; else the Dockerfile names it. */
  requirements: boolean
  /** Names of units that are seen and left out. */
  withoutUnits: string[]
}

/** What the command line, or an answers file, said. Unit keys go to the one unit, `units` to the named ones. */
export interface Given {
  unit: Partial<Record<UnitKey, string>>
  units: Record<string, Partial<Record<UnitKey, string>>>
  /** The compose project's name, as an earlier run settled it. */
  project?: string
  /** Kinds, each with a version where one was named: `redis`, `redis:8`. */
  with: string[]
  without: string[]
  managed: string[]
  targets?: Target[]
  files?: Output[]
  /** Left out of `files`, or of all of them. */
  withoutFiles?: Output[]
  imagePrefix?: string
  branch?: string
  baseRegistry?: string
  requirements?: boolean
  /** Units that are seen and left out, and those that no longer are. */
  withoutUnits?: string[]
  withUnits?: string[]
  /** What units are called, by the names that they have else. */
  names?: Record<string, string>
}

/** The keys of `--set <unit>.<key>=<value>`, each also a flag for the one unit of the project. */
export const unitKeys = [
  'stack',
  'entrypoint',
  'port',
  'python',
  'node',
  'package-manager',
  'base',
  'health-path',
  'dependencies',
  'accelerator',
  'symbols',
  'launcher',
  'airflow',
  'executor',
] as const
export type UnitKey = (typeof unitKeys)[number]

/** What only `--set` takes: a unit of several is called otherwise, or left out. */
export const choiceKeys = ['name', 'skip'] as const
