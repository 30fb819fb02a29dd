import type { Output, Target } from '../ask/answers.ts'
import type { NodeBuild } from './node-plan.ts'
import type { Recipe, SystemFile } from '../stacks/contract.ts'

/**
 * What will be built and run, as plain data: no text of any file, nothing of the machine it was made on.
 * Made from facts and answers by `plan()`, turned into text by `render()`, checked by `validate()`.
 */
export interface Plan {
  /** The compose project's name. */
  project: string
  targets: readonly Target[]
  /** One image per Dockerfile. */
  images: readonly ImagePlan[]
  /** In the order a person reads: apps, init, backing services, extras. */
  services: readonly ServicePlan[]
  /** Settings of what runs beside the units, which images copy. */
  settings: readonly SystemFile[]
  /** Named volumes and what is in them. */
  volumes: readonly { name: string; holds: string; fixedName?: string }[]
  /** Empty: the project's default network is enough. */
  networks: readonly NetworkPlan[]
  /** What stands in front of the units, and which of them it sends which path to; null: nothing does. */
  proxy: ProxyPlan | null
  /** Every variable that the compose files read, in the order of `.env.example`. */
  variables: readonly VariablePlan[]
  /** Secrets of the production overlay: name of the file below /run/secrets and the variable it is filled from. */
  secrets: readonly { name: string; variable: string }[]
  /** Files of secrets beside the code, which programs read there. */
  secretFiles: readonly SecretFilePlan[]
  imagePrefix: string
  baseRegistry: string | null
  /** Outputs that are written, after what exists and was asked. */
  outputs: readonly Output[]
  /** Names that files have here: those that exist win. */
  files: {
    compose: string
    composeDev: string
    composeProd: string
    makefile: string
    /** True where a person's own Makefile includes ours instead of being it. */
    makefileIncluded: boolean
    /** Targets of theirs, which ours leave alone. */
    foreignTargets: readonly string[]
  }
  /** Files of the person's that stand where ours would: left as they are, and why nothing is written beside them. */
  kept: readonly { path: string; why: string }[]
  advice: readonly Advice[]
}

export interface NetworkPlan {
  name: string
  internalInProduction: boolean
  fixedName?: string
  /** As compose text, where an address on it has to be known before it is made; addresses that nobody asks for are of `range`. */
  addresses?: { subnet: string; range: string }
}

export interface ProxyPlan {
  /** Its service. */
  service: string
  /** Longer paths first: the first that fits counts. */
  routes: readonly RoutePlan[]
}

/** Requests below `path` go to a service. */
export interface RoutePlan {
  service: string
  port: number
  /** Begins and ends with a slash. */
  path: string
  /** The service knows nothing of the path: it is taken off. */
  strip: boolean
  /** It answers bit by bit, as long as it takes. */
  streams: boolean
}

export interface SecretFilePlan {
  name: string
  /** Names another file in its place. */
  variable: string
  /** Relative to the project. */
  file: string
  /** Where the program finds it. */
  target: string
  comment: string
}

/** A sentence for DOCKER.md and `next`, at the person's own line. Nothing of theirs is edited. */
export interface Advice {
  title: string
  text: string
  at?: { file: string; line: number }
  /** Shown in `next` after the run, not only in DOCKER.md. */
  now: boolean
}

export interface ImagePlan {
  /** The unit's name. */
  unit: string
  /** Folder of the code that it runs, relative to the project. */
  folder: string
  /** Build context, relative to the project: that folder, or the workspace's around it. */
  context: string
  /** Path of the Dockerfile, relative to the project. */
  dockerfile: string
  /** Path of the ignore file that docker reads for it. */
  dockerignore: string
  /** Name of the image without registry and tag: `shop-api`. */
  name: string
  /** Stages that can be built by name: `runtime` and those asked for. A person's own Dockerfile: its stage names. */
  targets: readonly string[]
  /** A Dockerfile of the person's that is kept as it is. */
  kept: boolean
  /** How an image of the project's language is built; null: by its recipe, or as a person wrote. */
  build: BuildPlan | null
  /** How it is made from its makers' own, and run: that too where a person wrote the Dockerfile. */
  recipe: Recipe | null
  /** The same for an image of Node's. */
  node: NodeBuild | null
}

/** How a Python image is built. */
export interface BuildPlan {
  language: 'python'
  base: 'slim' | 'alpine' | 'distroless'
  /** Build arguments with their defaults, in order. */
  arguments: readonly { name: string; value: string }[]
  /** Image of the `base` stage, arguments as `${NAME}`. */
  baseImage: string
  /** Image of the runtime stage where it is not `base` itself (distroless). */
  runtimeImage: string | null
  systemPackages: { build: readonly string[]; run: readonly string[] }
  user: { uid: number; name: string; home: string }
  /** How the manager's tool gets into the builder; null: comes with the base. */
  tool:
    | { kind: 'image'; stage: string; image: string; files: readonly string[]; to: string }
    | { kind: 'package'; requirement: string; folder: string; argument: string }
    | null
  /** Folder that the dependencies are installed into, at the same path in both stages. */
  prefix: string
  /** The same for development and tests. */
  developmentPrefix: string
  /** What is installed holds the interpreter: it is conda's or pixi's. */
  ownInterpreter: boolean
  /** What a person types in a dev container to install what the manifest names. */
  installByHand: string
  environment: Readonly<Record<string, string>>
  /** Another package index, for the builds of a library that are meant, with the variable by which the manager takes it. */
  wheelIndex: { name: string; url: string } | null
  /** What the program itself reads, in the runtime stage and in development. */
  programEnvironment: Readonly<Record<string, string>>
  /** The program keeps files below HOME. */
  writesHome: boolean
  /** Where the manager keeps downloads, for the cache mount. */
  cache: string
  /** Folder that the installs run in, and which one of the context it stands for. */
  installsIn: { path: string; stands: string }
  /** Manifests that are bind-mounted for the install. */
  manifests: readonly string[]
  /** The same for the development install. */
  developmentManifests: readonly string[]
  /** Other projects of the folder that the install takes from there. */
  localProjects: readonly CopyPlan[]
  /** Shell commands of the production install, before the source; empty: the project brings its dependencies. */
  installProduction: readonly string[]
  /** Files made empty before the install so that metadata and scripts are installed without source. */
  standIn: readonly string[]
  /** The project itself, after its source: shell commands, and what is copied for them. Null where not needed. */
  installProject: { copy: readonly CopyPlan[]; run: readonly string[] } | null
  /** What the image takes of the repository around the unit's folder; null: nothing. */
  around: AroundPlan | null
  /** Variable that tells the build its version, which git would know. */
  versionVariable: string | null
  /** The same with what tests and development need. */
  installDevelopment: readonly string[]
  /** PYTHONPATH of the runtime stage; null: the project is installed. */
  importPath: string | null
  /** The same for development and tests, where the source is imported always. */
  developmentImportPath: string
  /** What the runtime stage copies from the context, in order of change. */
  source: readonly CopyPlan[]
  /** What the testing stage copies beyond it. */
  testSource: readonly CopyPlan[]
  /** Folders the app writes, made in the image and owned by its user: of its own, and absolute ones. */
  writable: readonly string[]
  /** Files beside the code that lead into a writable folder, so that a volume keeps them. */
  links: readonly { path: string; to: string }[]
  /** Folders of tests within the source, which production does without. */
  leaveOut: readonly string[]
  /** Compile the project's own modules: it is large enough to matter. */
  compileSource: boolean
  command: readonly string[]
  developCommand: readonly string[]
  testCommand: readonly string[]
  /** Distributions with version that the commands need and the project does not name, for production and for development. */
  adds: readonly string[]
  /** Why, where that is not what can be seen of them. */
  addsWhy: string | null
  developAdds: readonly string[]
  /** What is made from the source for production; null: nothing. */
  assets: AssetsPlan | null
  port: number | null
  health: HealthPlan | null
  stopSignal: string | null
}

/** Other projects of the repository that an image installs, and the unit itself along with them. */
export interface AroundPlan {
  /** Their source, each to its own place; and that of those which only development installs. */
  packages: readonly CopyPlan[]
  developmentPackages: readonly CopyPlan[]
  /** Folder that the install of development runs in; null: the same as the other. */
  developsIn: string | null
  /** What the build of the unit itself needs; empty: nothing, or its stand-ins. */
  project: readonly CopyPlan[]
  /** Files made empty in place of it. */
  standIn: readonly string[]
  install: readonly string[]
  /** Manifests of the context that are bind-mounted for it. */
  manifests: readonly string[]
  /** Why the lock file is not checked; null: it is. */
  unchecked: string | null
  /** Projects of the repository that wheels are built of first; empty: the manager installs them from where they lie. */
  wheels: readonly string[]
  /** Source that development mounts: where it lies in the context, and where the image has it. */
  mounts: readonly { from: string; to: string }[]
  /** Folders that development imports their modules from. */
  imports: readonly string[]
}

export interface AssetsPlan {
  title: string
  run: readonly string[]
  environment: readonly { name: string; value: string }[]
  /** Folders that it makes, relative to the unit. */
  makes: readonly string[]
}

export interface CopyPlan {
  from: readonly string[]
  to: string
}

export interface HealthPlan {
  /** Exec form. Runs with what the image has. */
  test: readonly string[]
  intervalSeconds: number
  timeoutSeconds: number
  startPeriodSeconds: number
  startIntervalMilliseconds: number
  retries: number
}

export type Condition = 'service_healthy' | 'service_completed_successfully' | 'service_started'

export interface ServicePlan {
  name: string
  /** app: a unit; proxy: stands in front of them; init: ends before apps start; backing: database and the like; page: shows people what apps do; task, test: run on demand. */
  role: 'app' | 'proxy' | 'init' | 'backing' | 'page' | 'task' | 'test' | 'test-backing'
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
}

export interface VariablePlan {
  name: string
  /** What `.env.example` shows; empty for secrets. */
  example: string
  /** One line for people. */
  comment: string
  /** Section of `.env.example`. */
  group: string
  /** How a fresh `.env` gets its value: as in the example, random, or the caller's uid. */
  fresh: 'example' | 'random' | 'uid'
  /** Compose refuses to start without it. */
  required: boolean
  /** Stands as a comment until a person sets it: an empty value would replace the code's own default. */
  optional: boolean
  /** What a fresh `.env` has in place of a value that only the person knows, so that the program starts. */
  placeholder?: string
  /** The address of what somebody else runs. */
  elsewhere?: true
  /** An address of this project's own, which is another one when the project changes. */
  follows?: true
  /** Goes into a URL: only letters, digits, `.`, `_`, `~`, `-`. */
  urlSafe: boolean
  /** A random value has a capital and a sign too. */
  mixed?: true
  /** A random value of another form than the usual one. */
  form?: SecretForm
}

/** fernet: a key of the library of that name. long: 64 signs and more, as signatures of 512 bits ask for. */
export type SecretForm = 'fernet' | 'long'
