import { withoutVersion } from '../plan/backing.ts'
import type { Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'

/** What a person starts to see figures. Names of services are parted by spaces, as commands take them. */
export interface Watch {
  /** Those of the profile. */
  names: string
  /** Those of the stack that they wait for, which stay as they run; empty: none. */
  reads: string
  /** For people: `Prometheus and Grafana`. */
  title: string
  /** Where its page is; null: it has none here. */
  url: string | null
}

/** Null: nothing is watched. */
export function watchOf(plan: Plan): Watch | null {
  const services = plan.services.filter((one) => one.role === 'monitor')
  if (services.length === 0) return null
  const page = services.find((one) => one.ports.length > 0)
  const shown = services.filter((one) => one.name === 'prometheus' || one === page).map((one) => withoutVersion(one.title))
  return {
    names: services.map((one) => one.name).join(' '),
    reads: waitedFor(services).join(' '),
    title: shown.join(' and '),
    url: page ? `http://127.0.0.1:${page.ports[0]?.host}` : null,
  }
}

/** The load test: what is run, and what has to be up. */
export interface LoadTest {
  name: string
  waits: string
}

/** Null: there is none. */
export function loadTestOf(plan: Plan): LoadTest | null {
  const service = plan.services.find((one) => one.role === 'load')
  return service ? { name: service.name, waits: waitedFor([service]).join(' ') } : null
}

function waitedFor(services: readonly ServicePlan[]): string[] {
  const names = services.flatMap((one) => one.dependsOn.map((other) => other.service))
  return [...new Set(names)].filter((name) => !services.some((one) => one.name === name))
}
