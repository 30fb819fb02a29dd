import type { EnvironmentEntry, ImagePlan, Plan, ServicePlan } from '../plan/plan.ts'
import { literal } from '../plan/interpolate.ts'
import { yaml, yamlList } from './escape/yaml.ts'

/** What the services of one image share, as the anchor `x-<name>`. */
export interface AppAnchor {
  name: string
  image: ImagePlan
  /** The first of its services: the app itself. */
  service: ServicePlan
}

/** One anchor an image: all services that run it differ only in command, profile and the like. */
export function appAnchors(plan: Plan): AppAnchor[] {
  return plan.images.flatMap((image) => {
    const service = plan.services.find((one) => 'unit' in one.from && one.from.unit === image.unit)
    return service ? [{ name: image.unit, image, service }] : []
  })
}

export function anchorView({ name, image, service }: AppAnchor, plan: Plan): Record<string, unknown> {
  return {
    name,
    ...buildView(image, 'runtime'),
    image: yaml(`${image.name}:local`),
    environment: service.environment.map(entry),
    limits: limits(service),
    project: plan.project,
  }
}

export function buildView(image: ImagePlan, target: string) {
  const names = [...(image.build?.arguments.map((one) => one.name) ?? []), ...(image.build?.versionVariable ? ['PROJECT_VERSION'] : [])]
  return {
    context: yaml(literal(image.context)),
    dockerfile: image.dockerfile === 'Dockerfile' ? null : yaml(image.dockerfile.split('/').at(-1) ?? 'Dockerfile'),
    target: image.targets.includes(target) ? target : null,
    arguments: names.length > 0 ? yamlList(names) : null,
  }
}

export function entry({ name, value }: EnvironmentEntry) {
  return { name, value: value === '' ? null : yaml(value) }
}

export function limits({ limits: { memory, memoryVariable, cpus, cpusVariable, pids, pidsVariable } }: ServicePlan) {
  return { memory: yaml(`\${${memoryVariable}:-${memory}}`), cpus: yaml(`\${${cpusVariable}:-${cpus}}`), pids: yaml(`\${${pidsVariable}:-${pids}}`) }
}
