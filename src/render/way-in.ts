import type { Facts } from '../detect/facts.ts'
import type { Plan } from '../plan/plan.ts'
import type { PortPlan, ServicePlan } from '../plan/service-plan.ts'

/** Where a person opens what was started: at the proxy, where one stands in front of it, else at the app. */
export interface WayIn {
  service: ServicePlan
  port: PortPlan
  /** As pages that are told their public address have it: to browsers 127.0.0.1 is another site. */
  host: 'localhost' | '127.0.0.1'
  /** Where people begin, where that is known not to be the root; empty: it is not known. */
  page: string
}

export function wayIn(plan: Plan, facts: Facts): WayIn | null {
  const service = plan.services.find((one) => one.role === 'proxy') ?? plan.services.find((one) => one.role === 'app' && one.ports.length > 0)
  const port = service?.ports[0]
  if (!service || !port) return null
  const ofUnit = facts.units[0]?.details['page'] ?? ''
  return {
    service,
    port,
    host: plan.proxy ? 'localhost' : '127.0.0.1',
    page: plan.proxy ? ((plan.proxy.routes.find((one) => one.path === '/') ?? plan.proxy.routes[0])?.path ?? '/') : ofUnit,
  }
}
