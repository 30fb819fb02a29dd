import type { UnitInput } from './images.ts'
import { apisOf, meantBy, type Api } from './other-units.ts'
import type { RoutePlan } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/**
 * Fills what pages ask for with the address of the API that they mean, as browsers reach it: through the proxy where there is one, else
 * at its own port. The name of its service means nothing there. Where several could be meant, that is for a person to say.
 */
export function withPublicAddress(
  variables: readonly VariablePlan[],
  units: readonly UnitInput[],
  services: readonly ServicePlan[],
  routes: readonly RoutePlan[],
): VariablePlan[] {
  const apis = apisOf(units, services)
  const meant = new Map(
    units.flatMap((unit) =>
      unit.facts.variables
        .filter((one) => one.public)
        .flatMap((one) => {
          const api = meantBy(one, unit, apis)
          return api ? [[one.name, api] as const] : []
        }),
    ),
  )
  return variables.map((one) => {
    const api = meant.get(one.name)
    const address = api && addressOf(api, services, routes)
    return api && address !== undefined
      ? { ...one, example: address, optional: false, follows: true as const, comment: `${one.comment}; ${api.service.name} as the browser reaches it` }
      : one
  })
}

/** Below the part of the path that the proxy takes off, what the API has at its root begins. */
function addressOf({ service }: Api, services: readonly ServicePlan[], routes: readonly RoutePlan[]): string | undefined {
  const route = routes.find((one) => one.service === service.name)
  const port = route ? services.find((one) => one.role === 'proxy')?.ports[0] : services.find((one) => one.name === service.name)?.ports[0]
  return port && `http://localhost:${port.host}${route?.strip ? route.path.slice(0, -1) : ''}`
}
