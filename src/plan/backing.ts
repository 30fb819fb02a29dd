import type { ServiceAnswers } from '../ask/answers.ts'
import type { HealthCheck, Service } from '../services/contract.ts'
import { serviceOf } from '../services/index.ts'
import { hostPortVariable, limitVariables } from './connections.ts'
import { timed } from './health.ts'
import type { UnitInput } from './images.ts'
import { nothingElse, type PortPlan, type ServicePlan } from './service-plan.ts'
import { through } from './python-base.ts'

/** A backing service that runs in the project. @param networks those that its users are on. */
export function backingService(answer: ServiceAnswers, networks: readonly string[], registry: string | null): ServicePlan {
  return servicePlan(answer, networks, registry, serviceOf(answer.kind).id)
}

/** As the libraries of the project's code want it started, where they want it otherwise. */
export function commandFor(units: readonly UnitInput[], plan: ServicePlan): ServicePlan {
  const special = serviceOf(plan.name).commandFor
  const wanted = special && units.some(({ facts }) => facts.node?.dependencies.some((one) => one.group === 'main' && special.clients.includes(one.name)))
  return wanted ? { ...plan, command: special.command } : plan
}

/** The same for tests: its data in memory, so that each run starts empty and nobody's data is touched. @param name what it is called in compose. */
export function testBacking(answer: ServiceAnswers, registry: string | null, name: string): ServicePlan {
  const plan = servicePlan(answer, [], registry, name)
  return {
    ...plan,
    ...nothingElse,
    // As in development: nothing is kept, so nothing is guarded.
    environment: [
      ...plan.environment.filter((one) => !plan.developEnvironment.some(({ name }) => name === one.name)),
      ...plan.developEnvironment.map((one) => ({ ...one, secret: false })),
    ].map((one) => ({ ...one, value: unpublished(one.value, plan.developmentPorts) })),
    developEnvironment: [],
    health: plan.developHealth ? { plan: plan.developHealth } : plan.health,
    role: 'test-backing',
    kind: answer.kind,
    title: `${plan.title} for tests, in memory`,
    dependsOn: [],
    developmentPorts: [],
    volumes: [],
    tmpfs: [...plan.tmpfs, ...plan.volumes.map((volume) => volume.path)],
    restart: 'no',
  }
}

/** Nobody on this machine is told where it is. */
function unpublished(value: string, ports: readonly PortPlan[]): string {
  return ports.reduce((text, { variable, host, container }) => text.replaceAll(`\${${variable}:-${host}}`, String(container)), value)
}

/**
 * Two that listen on one port inside, each in a container of its own, are published on two: OpenSearch and Elasticsearch, say, or two apps.
 * Those that are always published come first.
 */
export function withFreePorts(services: readonly ServicePlan[]): ServicePlan[] {
  const taken = new Set<number>()
  const free = <T extends PortPlan>(ports: readonly T[]): T[] =>
    ports.map((port) => {
      let { host } = port
      while (taken.has(host)) host++
      taken.add(host)
      return { ...port, host }
    })
  return services
    .map((service) => ({ ...service, ports: free(service.ports) }))
    .map((service) => ({ ...service, developmentPorts: free(service.developmentPorts) }))
}

/** @param name what it is called in compose. */
function servicePlan(answer: ServiceAnswers, networks: readonly string[], registry: string | null, name: string): ServicePlan {
  const service = serviceOf(answer.kind)
  const image = answer.version ? service.imageFor(answer.version) : service.image
  const own = (text: string) => text.replaceAll('{name}', name)
  return {
    name,
    role: 'backing',
    title: `${service.title} ${versionOf(image)}`.trim(),
    profiles: [],
    from: { image: through(registry, image) },
    command: service.command?.map(own) ?? null,
    tuned: {},
    developCommand: null,
    developEnvironment: service.development?.environment ?? [],
    environment: service.environment.map(({ name: variable, value, secret }) => ({ name: variable, value: own(value), secret })),
    dependsOn: (service.needs ?? []).map((one) => ({ service: one, condition: 'service_healthy' as const })),
    networks,
    ports: [],
    developmentPorts: developmentPorts(service),
    volumes: service.volume ? [{ kind: 'volume', name: service.volume.name, path: service.volume.path(answer.version ?? '') }] : [],
    tmpfs: service.scratch ?? [],
    secretFiles: [],
    gpu: false,
    health: typeof service.health === 'string' ? service.health : { plan: healthPlan(service.health) },
    restart: 'unless-stopped',
    ends: false,
    onDemand: false,
    // What has a gigabyte is one that needs a part of it from the start.
    limits: { ...service.limits, reservation: /G$|\d{4}M$/.test(service.limits.memory) ? '256M' : '64M', ...limitVariables(service.id) },
    reapsChildren: false,
    stopGraceSeconds: null,
    stopSignal: null,
    shmSize: service.shmSize,
    hostname: service.hostname ?? null,
    scalable: false,
    workingDir: null,
    developHealth: service.development?.health ? healthPlan(service.development.health) : null,
    inProduction: { environment: [], without: [], absent: service.developmentOnly ?? false },
  }
}

export function healthPlan(health: HealthCheck) {
  return timed(health.test, health.startPeriodSeconds, health.slow)
}

function developmentPorts(service: Service): PortPlan[] {
  const port = service.hostPort ?? service.port
  const pages = (service.pages ?? []).map((page) => ({
    variable: hostPortVariable(`${service.id}-${page.name}`),
    host: page.port,
    container: page.port,
    page: true as const,
  }))
  return [{ variable: hostPortVariable(service.id), host: port, container: port }, ...pages]
}

function versionOf(image: string): string {
  return /:(?:v|pg)?([0-9][0-9.]*)/.exec(image)?.[1] ?? ''
}

/** A service's title as one speaks of it: `PostgreSQL` for `PostgreSQL 18`. */
export function withoutVersion(title: string): string {
  return title.replace(/ [0-9.]+$/, '')
}
