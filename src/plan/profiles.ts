import type { ServicePlan } from './service-plan.ts'

/** The profiles that make sense in any mix; every other one is an extra that is closed by itself. */
export const mainProfiles = ['full', 'infra', 'init'] as const

/** What each role is part of before its dependents are looked at. */
const own: Record<ServicePlan['role'], readonly string[]> = {
  app: ['full'],
  proxy: ['full'],
  init: ['full', 'init'],
  backing: ['full', 'infra'],
  page: ['tools'],
  monitor: ['monitoring'],
  load: ['load'],
  task: ['build'],
  test: ['test'],
  'test-backing': ['test'],
}

/**
 * Gives each service its profiles, so that those of a service are a subset of each dependency's: then every profile and every
 * mix of them is a whole project. A project of one service needs none.
 */
export function withProfiles(services: readonly ServicePlan[]): ServicePlan[] {
  const alwaysOn = services.filter((one) => one.role === 'app' || one.role === 'init' || one.role === 'backing' || one.role === 'proxy')
  const plain = alwaysOn.length === 1
  // The one that always starts is part of every profile.
  const profiles = new Map(services.map((one) => [one.name, plain && one.role === 'app' && !one.onDemand ? null : new Set(ownOf(one))]))
  // Dependencies can depend on others: repeat until nothing moves. Each round adds at least one of a finite number.
  for (let moved = true; moved;) {
    moved = false
    for (const service of services) {
      for (const { service: name } of service.dependsOn) {
        const theirs = profiles.get(name)
        for (const profile of profiles.get(service.name) ?? []) {
          if (theirs && !theirs.has(profile)) moved = Boolean(theirs.add(profile))
        }
      }
    }
  }
  return services.map((one) => ({ ...one, profiles: [...(profiles.get(one.name) ?? [])].sort(byUse) }))
}

/** What is run by a person is kept out of what is started and waited for: a program that ends, a page to look at. */
function ownOf({ role, onDemand }: ServicePlan): readonly string[] {
  return role === 'app' && onDemand ? ['tools'] : own[role]
}

const order = [...mainProfiles, 'test', 'build', 'tools', 'monitoring', 'load'] as readonly string[]

function byUse(a: string, b: string): number {
  return order.indexOf(a) - order.indexOf(b) || a.localeCompare(b)
}
