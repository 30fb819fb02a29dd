import type { StatedLocation } from './dagster/stated.ts'
import type { Confidence, Dependency, Evidence, Unknown } from './facts.ts'
import type { Launch } from './launches.ts'

/** What a stack looks at. Filled in by detection, read by `Stack.recognise`. */
export interface UnitSource {
  dir: string
  /** Normalised names of direct dependencies. */
  dependencies: ReadonlySet<string>
  /** The direct dependencies as they are written; `optional`: an extra, which those who install the project may leave out. */
  requirements: readonly (Dependency & { optional: boolean })[]
  /** Those that production installs, with what they bring along as far as a lock file tells. */
  installed: ReadonlySet<string>
  /** Files of the unit, relative to it. */
  files: readonly string[]
  /** Path of one of them as seen from the project's root. */
  fromRoot(path: string): string
  /** Text of one of them. @throws UserError where it cannot be read. */
  read(path: string): string
  /** Folder that has to be on Python's path, relative to the unit. */
  importRoot: string
  /** The program's own Python files: no tests, examples, documentation, helpers. */
  own: readonly { path: string; text: string }[]
  /** Name of the distribution that the project is; null without one. */
  distribution: string | null
  /** Scripts that installing the project brings: name → `module:function`. */
  scripts: ReadonlyMap<string, string>
  /** No other folder of the project has a manifest of its own. */
  alone: boolean
  /** Lines that start programs: Procfile, scripts, images, the code itself. */
  launches: readonly Launch[]
  /** The version of a distribution that a lock file or a pin settles; null: the build will tell. */
  versionOf(distribution: string): string | null
  /** Dagster's code locations that settings state; `served`: the name that the project's own set-up serves its one location under; `dbt`: a dbt project at hand. */
  locations: { stated: readonly StatedLocation[]; served: string | null; dbt: string | null }
  /** Parsed modules that mention one of the stack's imports; tests, examples and docs left out. */
  modules: readonly PythonModule[]
  /** Those of other projects of the repository that the unit installs. */
  packageModules: readonly PythonModule[]
}

/** A value that stands in the source as it is; undefined where it is anything but a plain literal. */
export type Literal = string | number | boolean | null | undefined

export interface PythonModule {
  /** Relative to the root. */
  file: string
  /** Import name: `shop.main`. */
  name: string
  /** Local name → fully qualified name, from its import statements: `FastAPI` → `fastapi.FastAPI`. */
  imports: ReadonlyMap<string, string>
  /** Modules of `from x import *`. */
  starImports: readonly string[]
  assignments: readonly Assignment[]
  functions: readonly FunctionDefinition[]
  classes: readonly ClassDefinition[]
  /** Every call, in order; those of decorators are with their functions. `within`: calls whose `with` it stands below. */
  calls: readonly (Call & { scope: string | null; within?: readonly Call[] })[]
  /** `os.environ["X"]` and the like, where read: object resolved. */
  subscripts: readonly { object: string; key: string; line: number }[]
  /** String literals that name a URL or its scheme: `redis://cache`, `postgresql+asyncpg`. Docstrings left out. */
  urls: readonly { text: string; line: number }[]
  /** Line from which on it is no Python; absent: all of it is. */
  brokenAt?: number
}

export interface Call {
  /** Callee with imports resolved: `fastapi.FastAPI`, `app.include_router`. */
  callee: string
  /** Positional arguments and keywords as source text, and their value where it is a plain literal. */
  arguments: readonly { name: string | null; text: string; literal: Literal; line: number }[]
  line: number
}

export interface Assignment {
  name: string
  call: Call | null
  /** What is assigned, as source text. */
  text: string
  literal: Literal
  /** Inside a function or class: its name; null at the module's top level (also below if/try/with there). */
  scope: string | null
  /** Below `if __name__ == "__main__"`, only where the file itself is started; or below `if TYPE_CHECKING`, never. */
  whenRun?: boolean
  line: number
}

export interface FunctionDefinition {
  name: string
  scope: string | null
  /** Names or calls that it returns, with imports resolved; everything else as its text alone. */
  returns: readonly { name: string | null; call: Call | null; text: string; line: number; inExcept: boolean }[]
  /** Annotation of the result, resolved. */
  returnType: string | null
  /** Parameters without default; a factory must have none. */
  requiredParameters: number
  decorators: readonly Call[]
  /** The whole definition as source text. */
  text: string
  line: number
}

export interface ClassDefinition {
  name: string
  /** Class or function around it. */
  scope: string | null
  /** Base classes, resolved; keywords left out. */
  bases: readonly string[]
  /** Keywords beside the bases, as text: `env_prefix="SHOP_"`. */
  keywords: string
  fields: readonly Field[]
  line: number
}

/** `name: annotation = value` in a class. */
export interface Field {
  name: string
  annotation: string | null
  /** Source text of the value; null without one. */
  value: string | null
  literal: Literal
  call: Call | null
  line: number
}

/** A way to start the unit that a stack found. */
export interface Sighting {
  /** What it would be, where that is not the stack's own role: `beat` beside `worker`. */
  role?: string
  /** What it is there, where that is not what its stack is. */
  kind?: 'web' | 'worker' | 'program'
  /** The port that it takes requests on, for a stack that has none of its own. */
  port?: number
  /** Which of the frameworks that share a stack it is of. */
  framework?: string
  /** `shop.main:app`; a script by its path. */
  entrypoint: string
  factory: boolean
  /** What made it, where that is a function of the project's: two objects of one call are one app. */
  madeBy?: string
  /** Files and folders beyond the code that it reads unasked, relative to the unit. */
  files?: readonly string[]
  /** It is a unit of its own beside a web app only; alone it is the program itself. */
  besideOnly?: true
  /** A route for checks that its server brings. */
  healthPath?: string
  /** The framework itself would take this one where nobody names one. */
  preferred?: boolean
  file: string
  line: number
  confidence: Confidence
  why: string
  /** Distributions that its framework's image has: code that imports these alone needs nothing else. */
  brings?: ReadonlySet<string>
  /** Versions of Python that its framework's image is there for, the usual one first. */
  pythons?: readonly string[]
  /** The one that the project's own image of the framework has. */
  python?: { value: string; file: string; line: number }
  /** What speaks for its details. */
  evidence?: readonly Evidence[]
  /** Services that the framework itself cannot do without: `uses.postgres`. */
  uses?: readonly Evidence[]
  /** What only a person can say of the framework. */
  unknown?: readonly Omit<Unknown, 'flag'>[]
  notes?: readonly { text: string; file: string; line: number }[]
  /** What its stack alone asks of it, as plain words: the settings module, a folder. */
  details?: Readonly<Record<string, string>>
}
