import type { Answers } from '../ask/answers.ts'
import { engineSocket } from '../stacks/system-contract.ts'
import { literal } from './interpolate.ts'
import type { EnvironmentEntry, ServicePlan } from './service-plan.ts'
import type { System } from './system.ts'

/**
 * Services of which some start containers by themselves: these hold what the units read, to hand it on, and the engine's socket; each
 * unit says what its containers are made from.
 */
export function launched(systems: readonly System[], services: readonly ServicePlan[], answers: Answers): ServicePlan[] {
  return systems.reduce((all, one) => ofSystem(one, all, answers), [...services])
}

function ofSystem({ plan, units }: System, services: readonly ServicePlan[], answers: Answers): ServicePlan[] {
  const { launches } = plan
  if (!launches) return [...services]
  const names = new Set(units.map((one) => one.answers.name))
  const own = services.filter((one) => one.role === 'app' && names.has(one.name))
  const handed = unique(own.flatMap((one) => one.environment.filter(given)))
  return services.map((one) => {
    if (launches.by.includes(one.name)) return launching(one, handed)
    return own.includes(one) && 'unit' in one.from ? described(one, one.from.unit, launches, answers) : one
  })
}

/** What is only passed on where somebody sets it cannot be handed on: it may not be there. */
function given({ value }: EnvironmentEntry): boolean {
  return value !== ''
}

function launching(service: ServicePlan, handed: readonly EnvironmentEntry[]): ServicePlan {
  const there = new Set(service.environment.map((one) => one.name))
  return {
    ...service,
    environment: [...service.environment, ...handed.filter((one) => !there.has(one.name))],
    volumes: [...service.volumes, { kind: 'bind', source: engineSocket, path: engineSocket, readOnly: false }],
    groups: ['${DOCKER_GID:-0}'],
  }
}

function described(service: ServicePlan, image: string, launches: NonNullable<System['plan']['launches']>, answers: Answers): ServicePlan {
  const name = `${answers.project}-${image}`
  const context = launches.hands(service.environment.filter(given).map((one) => one.name))
  const released = `${answers.imagePrefix}/${name}:\${VERSION:?set VERSION to the release to run}`
  return {
    ...service,
    environment: [
      ...service.environment,
      { name: launches.image, value: `${name}:local`, secret: false },
      { name: context.name, value: literal(context.value), secret: false },
    ],
    inProduction: { ...service.inProduction, environment: [...service.inProduction.environment, { name: launches.image, value: released, secret: false }] },
    developEnvironment: [...service.developEnvironment, { name: launches.image, value: `${name}:dev` }],
  }
}

function unique(entries: readonly EnvironmentEntry[]): EnvironmentEntry[] {
  return entries.filter((one, index) => entries.findIndex((other) => other.name === one.name) === index)
}

/** Names by which containers outside of compose find its networks and volumes; its own would begin with whatever the project is called there. */
export function withFixedNames(systems: readonly System[], project: string): <T extends { name: string }>(all: readonly T[]) => (T & { fixedName?: string })[] {
  const launches = systems.some((one) => one.plan.launches)
  const kept = new Set(systems.flatMap((one) => one.plan.services.flatMap(({ volumes = [] }) => volumes.map((volume) => volume.name))))
  return (all) =>
    all.map((one) =>
      launches && (['front', 'back', 'default'].includes(one.name) || kept.has(one.name)) ? { ...one, fixedName: fixedName(project, one.name) } : one,
    )
}

/** As the settings of what starts containers name it. */
export function fixedName(project: string, name: string): string {
  return `${project}-${name}`
}
