import type { HealthPlan } from './health-plan.ts'

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
  /** The installed packages lose their debug symbols. */
  cutsSymbols: boolean
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
