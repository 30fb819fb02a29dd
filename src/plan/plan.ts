import type { Output, Target } from '../ask/answers.ts'
import type { NodeBuild } from './node-plan.ts'
import type { Recipe, SystemFile } from '../stacks/system-contract.ts'
import type { BuildPlan } from './build-plan.ts'
import type { Lack } from './architectures.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

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
  /** Secrets in files, for production or everywhere: name of the file below /run/secrets and the variable it is filled from. */
  secrets: readonly { name: string; variable: string }[]
  /** Files of secrets beside the code, which programs read there. */
  secretFiles: readonly SecretFilePlan[]
  imagePrefix: string
  /** The branch whose images are released. */
  branch: string
  baseRegistry: string | null
  /** Outputs that are written, after what exists and was asked. */
  outputs: readonly Output[]
  /** Names that files have here: those that exist win. */
  files: {
    compose: string
    /** A base compose file that a person wrote: ours are not written. */
    foreignCompose: string | null
    composeDev: string
    composeProd: string
    makefile: string
    /** True where a person's own Makefile includes ours instead of being it. */
    makefileIncluded: boolean
    /** Targets of theirs, which ours leave alone. */
    foreignTargets: readonly string[]
    /** Null: Renovate looks after versions, or nothing of GitHub's is written. */
    dependabot: string | null
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
  /** Variables that its installs read credentials from: passed to builds as secrets, and in no layer. */
  buildSecrets: readonly string[]
  /** The machine that it cannot be built for; null: it can for both. */
  lack: Lack | null
  /** A Dockerfile of the person's that is kept as it is. */
  kept: boolean
  /** How an image of the project's language is built; null: by its recipe, or as a person wrote. */
  build: BuildPlan | null
  /** How it is made from its makers' own, and run: that too where a person wrote the Dockerfile. */
  recipe: Recipe | null
  /** The same for an image of Node's. */
  node: NodeBuild | null
}
