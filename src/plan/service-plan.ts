import type { HealthPlan } from './health-plan.ts'
import type { SecretFilePlan } from './plan.ts'

export type Condition = 'service_healthy' | 'service_completed_successfully' | 'service_started'

export interface ServicePlan {
  name: string
  /** app: a unit; proxy: stands in front of them; init: ends before apps start; backing: database and the like; page: shows people what apps do; monitor: gathers and shows figures; load: asks as many people at once; task, test: run on demand. */
  role: 'app' | 'proxy' | 'init' | 'backing' | 'page' | 'monitor' | 'load' | 'task' | 'test' | 'test-backing'
  /** The kind of service whose image it runs, where that is not its name. */
  kind?: string
  /** One sentence for the docs: `FastAPI app`, `alembic upgrade head`, `PostgreSQL 18`. */
  title: string
  /** Empty: always part of the project. */
  profiles: readonly string[]
  /** The unit whose image it runs, with which target; or an image by name. */
  from: { unit: string; target: string } | { image: string }
  /** Null: the image's own. */
  command: readonly string[] | null
  /** Options of `command` whose value is compose text: `--processes` → `${DRAMATIQ_PROCESSES:-1}`. */
  tuned: Readonly<Record<string, string>>
  /** The same in development, where it is another one than the image's. */
  developCommand: readonly string[] | null
  /** Environment that development changes; values as compose text. */
  developEnvironment: readonly { name: string; value: string }[]
  /** In order; values are compose text, `$` already meaning interpolation: build them with `interpolate()`. */
  environment: readonly EnvironmentEntry[]
  dependsOn: readonly { service: string; condition: Condition }[]
  networks: readonly string[]
  /** Its own on the first of them, as compose text, where others know it by that. */
  address?: string
  /** Who runs it, where that is not the image's user. */
  user?: string
  /** Groups beyond the image's own, as compose text: who may write to a socket of the machine. */
  groups?: readonly string[]
  /** Published on 127.0.0.1: the variable that holds the host's port, its default, the container's. */
  ports: readonly PortPlan[]
  /** Published only by the development overlay. */
  developmentPorts: readonly PortPlan[]
  volumes: readonly VolumeMount[]
  tmpfs: readonly string[]
  /** Those of the plan's secret files that it reads. */
  secretFiles: readonly SecretFilePlan[]
  health: { plan: HealthPlan } | 'image' | 'none'
  restart: 'unless-stopped' | 'no'
  limits: {
    memory: string
    memoryVariable: string
    cpus: string
    cpusVariable: string
    pids: number
    pidsVariable: string
    /** Memory that production keeps free for it. */
    reservation: string
    reservationVariable: string
  }
  /** `init: true`: the program ignores signals as process 1. */
  reapsChildren: boolean
  stopGraceSeconds: number | null
  /** Null: the image's own. */
  stopSignal: string | null
  shmSize: string | null
  /** Fixed where data is stored under it; null: compose gives one. */
  hostname: string | null
  /** Uses a graphics card of the machine. */
  gpu: boolean
  /** Where its command is started; null: where the image says. */
  workingDir: string | null
  /** It does its work and ends: it is run, not kept running. */
  ends: boolean
  /** Started by a person who wants it, never with the rest: profile `tools`. */
  onDemand: boolean
  /** Whether there may be several of it. */
  scalable: boolean
  /** The check that development has in its place; null: the same. */
  developHealth: HealthPlan | null
  /** What production says otherwise: `absent` for what only development has, and `without` for those it then does not wait for. */
  inProduction: { environment: readonly EnvironmentEntry[]; without: readonly string[]; absent: boolean; unpublished?: true; publicPorts?: readonly PortPlan[] }
}

/** A service that is the same everywhere. */
export const nothingElse: Pick<ServicePlan, 'developHealth' | 'inProduction'> = {
  developHealth: null,
  inProduction: { environment: [], without: [], absent: false },
}

export interface PortPlan {
  variable: string
  host: number
  container: number
  /** A page for people beside what programs talk to. */
  page?: true
  /** Where on it people begin, where that is not `/`. */
  path?: string
  /** The variables that hold who may see it, and the password. */
  login?: { user: string; password: string }
}

export type VolumeMount = { kind: 'volume'; name: string; path: string } | { kind: 'bind'; source: string; path: string; readOnly: boolean }

/** `value` holds compose interpolation where it is meant to (`${X:-y}`), every other `$` doubled. */
export interface EnvironmentEntry {
  name: string
  value: string
  /** Holds a secret, so that production takes it from a file. */
  secret: boolean
  /** It is the path of a secret's file: that of the secret which this variable fills. */
  secretFile?: string
  /** The program takes the value from a file too, whose path it reads here: production's way. */
  inFile?: string
}
