import type { CopyPlan } from '../plan/build-plan.ts'
import type { Advice } from '../plan/plan.ts'
import type { Condition, EnvironmentEntry } from '../plan/service-plan.ts'
import type { VariablePlan } from '../plan/variable-plan.ts'
import type { Probe } from './contract.ts'

/** What a system may ask of the project around it. */
export interface SystemProject {
  name: string
  /** Names of all units, its own among them. */
  units: readonly string[]
  /** Of the apps' networks, as compose calls them. */
  networks: readonly string[]
  /** In front of names of base images, or null. */
  baseRegistry: string | null
  /** `url`: where one that runs here is, as compose text; null where somebody else runs it. */
  services: readonly { kind: string; managed: boolean; url: string | null }[]
}

/** Servers of a framework that are nobody's unit: a scheduler, a page that shows runs. */
export interface SystemPlan {
  /** An image without the project's code, for those that must not have it. */
  image: { name: string; dockerfile: string; recipe: Recipe } | null
  services: readonly SystemService[]
  /** What the units themselves wait for. */
  waits?: readonly { service: string; condition: Condition }[]
  /** What they and the units read alike; values are compose text. */
  environment: readonly EnvironmentEntry[]
  /** Variables of `.env` that the environment reads. */
  variables: readonly VariablePlan[]
  /** Files of settings that an image copies. */
  files: readonly SystemFile[]
  /** It starts containers of its own from the units' images. */
  launches?: LaunchPlan
  /** What a person has to know of it. */
  advice?: readonly Advice[]
}

/** What containers that nobody wrote into compose need to be like those that somebody did. */
export interface LaunchPlan {
  /** Those of its services that start them: they hold the units' environment, to hand it on, and the engine's socket. */
  by: readonly string[]
  /** Variable by which a unit says which image it is. */
  image: string
  /** How a unit says which variables its containers need. */
  hands(names: readonly string[]): { name: string; value: string }
}

/** The engine's socket: who may write to it is root on the machine. */
export const engineSocket = '/var/run/docker.sock'

export interface SystemService {
  /** In compose. */
  name: string
  /** For people: `Dagster webserver`. */
  title: string
  role: 'app' | 'init' | 'tool'
  /** unit: the image of the stack's first unit. system: the system's own. */
  runs: 'unit' | 'system'
  command: readonly string[]
  develop?: readonly string[]
  probe: Probe
  startPeriodSeconds: number
  /** Published on loopback; null: it listens on none. */
  port: number | null
  /** Those that do not run here are left out. */
  waits: readonly { service: string; condition: Condition }[]
  environment?: readonly EnvironmentEntry[]
  volumes?: readonly { name: string; path: string }[]
  /** There must never be two of it. */
  single?: true
  /** It does its work and ends: run by a person, who may give it words of their own. */
  ends?: true
  stopGraceSeconds?: number
  limits?: { memory: string; cpus: string; pids: number; reservation: string }
}

/** A YAML file from a template; every text among the values is quoted where YAML asks for it. */
export interface SystemFile {
  path: string
  template: string
  /** Its values are written as they are, in a language that is not YAML: they are names and paths of ours. */
  plain?: true
  /** Compose mounts it; absent: an image copies it. */
  mounted?: true
  values: SystemValues
}

export type SystemValues = Readonly<
  Record<string, string | number | boolean | readonly string[] | readonly Readonly<Record<string, string | number | boolean>>[]>
>

/** A Dockerfile with a template of its own. */
export interface Recipe {
  /** `Dockerfile.airflow`. */
  template: string
  arguments: readonly { name: string; value: string }[]
  /** What it begins with, arguments as `${NAME}`. */
  baseImage: string
  systemPackages: readonly string[]
  /** Files of requirements in the context, and distributions with version. */
  manifests: readonly string[]
  requirements: readonly string[]
  /** Shell commands that install them, where the template does not say how. */
  install?: readonly string[]
  environment: Readonly<Record<string, string>>
  /** From the context, in order of change. */
  source: readonly CopyPlan[]
  /** Those of the source that development mounts over the image's. */
  mounts: readonly { from: string; to: string }[]
  user: { uid: number; name: string; home: string }
  /** Folders that it writes, made in the image and owned by its user; absolute. */
  writable: readonly string[]
  /** What it keeps, where the image has such a folder already. */
  volumes?: readonly { name: string; path: string }[]
  port: number | null
  command: readonly string[]
  /** Who runs it, as compose text; absent: the image's user. */
  runsAs?: string
  /** What the image puts before its command: named again where production needs something before that. */
  entrypoint?: readonly string[]
  /** Beginnings of variables whose value its programs also take from a command, `<NAME>_CMD`: so production hands them secrets. */
  secretCommands?: readonly string[]
}
