import type { ImagePlan, Plan } from '../plan/plan.ts'
import type { EnvironmentEntry, ServicePlan } from '../plan/service-plan.ts'
import { filesNamed } from '../plan/secret-files.ts'
import { literal } from '../plan/interpolate.ts'
import { yaml, yamlList } from './escape/yaml.ts'

/** What the services of one image share, as the anchor `x-<name>`. */
export interface AppAnchor {
  name: string
  image: ImagePlan
  /** The first of its services: the app itself. */
  service: ServicePlan
  environment: readonly EnvironmentEntry[]
}

/** One anchor an image: all services that run it differ only in command, profile and the like. */
export function appAnchors(plan: Plan): AppAnchor[] {
  return plan.images.flatMap((image) => {
    const services = plan.services.filter((one) => 'unit' in one.from && one.from.unit === image.unit)
    const apps = services.filter((one) => one.role === 'app')
    const [service] = services
    return service ? [{ name: image.unit, image, service, environment: inCommon(service, apps) }] : []
  })
}

/** That of the image which the service runs; undefined: the image is somebody else's. */
export function anchorOf(service: ServicePlan, anchors: readonly AppAnchor[]): AppAnchor | undefined {
  const { from } = service
  return 'unit' in from ? anchors.find((one) => one.name === from.unit) : undefined
}

/** What every app of the image reads alike. */
function inCommon(first: ServicePlan, apps: readonly ServicePlan[]): readonly EnvironmentEntry[] {
  const has = (app: ServicePlan, { name, value }: EnvironmentEntry) => app.environment.some((one) => one.name === name && one.value === value)
  return first.environment.filter((entry) => apps.every((app) => has(app, entry)))
}

export function anchorView({ name, image, service, environment }: AppAnchor, plan: Plan): Record<string, unknown> {
  return {
    name,
    ...buildView(image, 'runtime'),
    image: yaml(`${image.name}:local`),
    user: image.recipe?.runsAs ? yaml(image.recipe.runsAs) : null,
    environment: environment.map(entry),
    secrets: namesOf(filesNamed(environment)),
    limits: limits(service),
    project: plan.project,
  }
}

/** Names of the build arguments that its Dockerfile takes from whoever builds it. */
export function buildArguments(image: ImagePlan): string[] {
  return [
    ...((image.build ?? (image.kept ? null : image.recipe) ?? image.node)?.arguments.map((one) => one.name) ?? []),
    ...(image.build?.versionVariable ? ['PROJECT_VERSION'] : []),
    ...(image.node?.publicVariables ?? []),
  ]
}

/** Names of secrets as compose text; null: there is none. */
export function namesOf(names: readonly string[]): string | null {
  return names.length > 0 ? yamlList(names) : null
}

export function buildView(image: ImagePlan, target: string) {
  const names = buildArguments(image)
  const dockerfile = dockerfileInContext(image)
  return {
    context: yaml(literal(image.context)),
    dockerfile: dockerfile === null ? null : yaml(literal(dockerfile)),
    target: image.targets.includes(target) ? target : null,
    arguments: names.length > 0 ? yamlList(names) : null,
    buildSecrets: image.buildSecrets.length > 0 ? yamlList(image.buildSecrets) : null,
  }
}

/** Null: the name that docker looks for. */
export function dockerfileInContext({ context, dockerfile }: ImagePlan): string | null {
  const path = context === '.' ? dockerfile : dockerfile.slice(context.length + 1)
  return path === 'Dockerfile' ? null : path
}

export function entry({ name, value }: EnvironmentEntry) {
  return { name, value: value === '' ? null : yaml(value) }
}

export function limits({ limits: { memory, memoryVariable, cpus, cpusVariable, pids, pidsVariable } }: ServicePlan) {
  return { memory: yaml(`\${${memoryVariable}:-${memory}}`), cpus: yaml(`\${${cpusVariable}:-${cpus}}`), pids: yaml(`\${${pidsVariable}:-${pids}}`) }
}
