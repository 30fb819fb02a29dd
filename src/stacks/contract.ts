import type { Language, UnitFacts } from '../detect/facts.ts'
import type { UnitAnswers, UnitKey } from '../ask/answers.ts'
import type { Refuse } from '../ask/checks.ts'
import type { Sighting, UnitSource } from '../detect/source.ts'
import type { Recipe, SystemPlan, SystemProject } from './system-contract.ts'

/**
 * A stack is a framework: how to see it in a project, what to ask, what to run, how to tell that it serves.
 *
 * To add one: `npm run plop stack`, fill in the file, add its line to `index.ts` (order = which one wins where two are
 * seen), add a case under `test/cases/<id>/`. The contract test says what is missing.
 */
export interface Stack {
  /** What a person types: `--stack fastapi`. The file's name. */
  id: string
  /** As its makers write it. */
  title: string
  language: Language
  /** Name of the unit and its compose service when the unit is the project's root. */
  role: string
  /**
   * web: people or programs send it requests; one a folder unless something starts both. worker: works behind it, beside
   * whatever else the folder holds. program: anything, where the folder holds neither.
   */
  kind: 'web' | 'worker' | 'program'
  /** Normalised distributions that say that the framework is used, even where no app can be seen. */
  distributions: readonly string[]
  /** Port where neither source nor scripts say one; null: listens on none. */
  defaultPort: number | null
  /** What it speaks there, where that is not HTTP: a protocol between its own servers. */
  listens?: 'grpc'
  /** Seconds until a cold start has surely answered once. */
  startPeriodSeconds: number
  /** Kinds of services that the framework itself keeps its data in, whatever the code uses. */
  needs?: readonly string[]
  /** Keys that must be known before anything can be written. */
  asks: readonly UnitKey[]
  /** Where no entry point can be seen: what was looked for, and the form in which it is named; absent: an app, as `module:app`. */
  entry?: { missing: string; placeholder: string }
  /** The same stack as one of the frameworks that share it has it: its title, port and so on. */
  as?(framework: string): Stack
  /** Why what a person names cannot be started by this stack; absent: it has to be an app, as `module:object`. */
  refuseEntrypoint?: Refuse
  /** App objects, factories and the like, best first. Empty: this is not the unit's stack. Reads only what it is given. */
  recognise(source: UnitSource): readonly Sighting[]
  /** What runs in production and in development, and how it stops. */
  command(unit: StackInput): CommandPlan
  /** How the container proves that it serves. */
  probe(unit: StackInput): Probe
  /** Jobs that a person runs now and then (profile `build`). */
  tasks(unit: StackInput): readonly TaskPlan[]
  /** A health route in its own words, for those who have none; absent: it brings one. */
  healthRoute?: string
  /** What runs the project's tests where they are not pytest's; absent: unittest finds them. */
  testCommand?(unit: StackInput): readonly string[]
  /** What a person has to know who runs it. */
  advice?(unit: StackInput): readonly { title: string; text: string; now: boolean }[]
  /** What has to be made from the source before production can run it. */
  assets?(unit: StackInput): AssetsPlan | null
  /** Pages by which people look into what it does (profile `tools`); absent: there are none. */
  pages?(unit: StackInput): readonly PagePlan[]
  /** The image is its makers' own, to which the project adds: the Dockerfile is another one then. Absent: as every project of the language has it. */
  recipe?(unit: StackInput): Recipe
  /** What no project says and holds for all of its units: asked once, with the first of them. */
  chooses?: { key: UnitKey; why: string }
  /** What of the framework itself runs beside its units. Called once for all of them, in their order. */
  system?(units: readonly [StackInput, ...StackInput[]], project: SystemProject): SystemPlan
}

export interface StackInput {
  facts: UnitFacts
  answers: UnitAnswers
}

export interface CommandPlan {
  run: readonly string[]
  develop: readonly string[]
  /** Null: the default, SIGTERM. */
  stopSignal: string | null
  /** The server does not answer signals as process 1 by itself. */
  needsInit: boolean
  /** Environment that the server itself reads, with its default: number of workers and the like. */
  environment: readonly { name: string; value: string; comment: string }[]
  /** Environment that the image itself has, for whoever starts it: where its server listens and the like. */
  inImage?: Readonly<Record<string, string>>
  /** Keeps files below HOME, which production has to let it. */
  writesHome?: boolean
  /** Environment with one value, that no person changes: which settings module production has. */
  fixed?: readonly { name: string; value: string; develop?: string }[]
  /** Files of secrets that people keep beside the code and the program reads there: mounted, never part of an image. */
  secretFiles?: readonly SecretFile[]
  /** Options of `run` whose value is a person's to change: compose takes it from the variable, the image has the one in `run`. */
  tunes?: readonly { option: string; name: string; comment: string }[]
  /** Environment by which the program itself, not the project's code, is told the URL of the first of these services that is used. */
  connects?: readonly { name: string; kinds: readonly string[] }[]
  /** Distributions with version that it needs and the project does not name. */
  adds?: readonly string[]
  /** The same for development alone. */
  developAdds?: readonly string[]
  /** Process 1 only watches over those that serve, so that they go on while it hangs: the check looks at it too. */
  master?: boolean
  /** It does its work and ends: it is run when there is work to do. */
  ends?: boolean
  /** There must never be two of it: a scheduler. */
  single?: boolean
  /** What it may use, where that is not what a plain app may. */
  limits?: { memory: string; cpus: string; pids: number; reservation: string }
  /** Why the image adds what the project does not name, for the Dockerfile and for people; absent: it is the server. */
  addsWhy?: { comment: string; advice: string }
  /** Volumes that it keeps data in, beyond its code's own: absolute paths, made in the image. One of the same name is shared. */
  keeps?: readonly { name: string; path: string }[]
  /** Its port is for other containers, and not published on this machine. */
  portWithin?: boolean
  /** Seconds that it may take to finish its work when stopped; docker's default is ten. */
  stopGraceSeconds?: number
  /** How it is told that browsers reach it below a path; absent: it cannot be told, and answers as at the root. */
  below?: BelowPath
}

/** A variable of the server's own that holds the path that a proxy has it at. */
export interface BelowPath {
  variable: string
  /** How the path is written: `/api`, `api`, `/api/`. */
  form: 'leading' | 'bare' | 'both'
  /** It answers below the path itself, its check included; false: the proxy takes the path off. */
  whole: boolean
}

export interface SecretFile {
  /** Of the secret, and in capitals of the variable that names another file: `streamlit-secrets`. */
  name: string
  /** Relative to the unit. */
  path: string
  /** What reads it, for people. */
  comment: string
}

/** A step of the build that turns source into files which production serves. */
export interface AssetsPlan {
  /** Why, for the Dockerfile. */
  title: string
  run: readonly string[]
  /** What the program needs to start at all; nothing secret, nothing real. */
  environment: readonly { name: string; value: string }[]
  /** Folders that it makes, relative to the unit. */
  makes: readonly string[]
}

export type Probe =
  | { kind: 'http'; path: string; port: number; below: 400 | 500; host?: string }
  | {
      kind: 'exec'
      /** With `CMD` in front, as compose has it. */
      test: readonly string[]
      /** Slower than usual, for one that costs more than a glance. */
      intervalSeconds?: number
      timeoutSeconds?: number
      startIntervalMilliseconds?: number
      retries?: number
    }
  /** For what answers nobody: its process is not stopped, and it has a connection open to one of these services. */
  | { kind: 'connected'; to: readonly string[]; by?: 'node' }
  | { kind: 'none'; why: string }

/** A page that the unit's own image serves for those who run it, behind a login. */
export interface PagePlan {
  /** Of its compose service, and in capitals of its variables: `flower`. */
  name: string
  title: string
  /** What it shows, for people. */
  shows: string
  run: readonly string[]
  port: number
  /** Where on it people begin. */
  path: string
  /** A route that answers without the login. */
  healthPath: string
  /** Kinds of services of which it reads what it shows. */
  reads: readonly string[]
  /** Environment by which it is told who may see it, as `user:password`. */
  login: string
  /** A distribution with version that it needs and the project does not name, and the line that starts it all the same. */
  adds?: { requirement: string; file: string; line: number }
}

export interface TaskPlan {
  name: string
  title: string
  command: readonly string[]
  /** File that it writes, relative to the project. */
  writes: string
}
