import type { Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'

/** A page that a person starts beside the rest, by the target that starts it. */
export interface Page {
  target: string
  service: ServicePlan
  /** Where it is on this machine, unless its variable says otherwise. */
  url: string
  /** The variables of `.env` that let a person in. */
  login: { user: string; password: string }
}

/** Pages of the project's own images; those of backing services come with them. */
export function pagesOf(plan: Plan): Page[] {
  const pages = plan.services.filter((one) => one.role === 'page')
  return pages.flatMap((service) =>
    service.ports.flatMap(({ host, path = '', login }) => (login ? [{ target: service.name, service, url: `http://127.0.0.1:${host}${path}`, login }] : [])),
  )
}
