import type { ServiceAnswers } from '../ask/answers.ts'
import { serviceOf } from '../services/index.ts'
import { hostPortVariable, limitVariables } from './connections.ts'
import { timed } from './health.ts'
import type { ServicePlan } from './plan.ts'
import { through } from './python-base.ts'

/** A backing service that runs in the project. @param networks those that its users are on. */
export function backingService(answer: ServiceAnswers, networks: readonly string[], registry: string | null): ServicePlan {
  const service = serviceOf(answer.kind)
  const image = answer.version ? service.imageFor(answer.version) : service.image
  return {
    name: service.id,
    role: 'backing',
    title: `${service.title} ${versionOf(image)}`,
    profiles: [],
    from: { image: through(registry, image) },
    command: service.command,
    developCommand: null,
    developEnvironment: [],
    environment: service.environment.map(({ name, value, secret }) => ({ name, value, secret })),
    dependsOn: [],
    networks,
    ports: [],
    developmentPorts: [{ variable: hostPortVariable(service.id), host: service.port, container: service.port }],
    volumes: service.volume ? [{ kind: 'volume', name: service.volume.name, path: service.volume.path(answer.version ?? '') }] : [],
    tmpfs: [],
    health: { plan: timed(service.health.test, service.health.startPeriodSeconds) },
    restart: 'unless-stopped',
    limits: { ...service.limits, reservation: '64M', ...limitVariables(service.id) },
    reapsChildren: false,
    stopGraceSeconds: null,
    shmSize: service.shmSize,
    gpu: false,
    scalable: false,
    workingDir: null,
  }
}

/** The same for tests: its data in memory, so that each run starts empty and nobody's data is touched. */
export function testBacking(answer: ServiceAnswers, registry: string | null): ServicePlan {
  const plan = backingService(answer, [], registry)
  return {
    ...plan,
    name: `test-${plan.name}`,
    role: 'test-backing',
    title: `${plan.title} for tests, in memory`,
    developmentPorts: [],
    volumes: [],
    tmpfs: plan.volumes.map((volume) => volume.path),
    restart: 'no',
  }
}

function versionOf(image: string): string {
  return /:v?([0-9][0-9.]*)/.exec(image)?.[1] ?? ''
}
