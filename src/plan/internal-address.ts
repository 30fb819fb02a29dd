import { literal, withDefault } from './interpolate.ts'
import type { UnitInput } from './images.ts'
import { apisOf, meantBy } from './other-units.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/**
 * Servers that ask another part of the project find it by the name of its service, whatever the browser's address of it is. Only where
 * the code names no other machine: an address of this one means itself inside a container.
 */
export function withInternalAddresses(services: readonly ServicePlan[], units: readonly UnitInput[]): ServicePlan[] {
  const addresses = internalAddresses(services, units)
  return services.map((service) => {
    const own = addresses.filter((one) => one.service === service.name)
    if (own.length === 0) return service
    const told = <Entry extends { name: string; value: string }>(entry: Entry): Entry => {
      const found = own.find((one) => one.name === entry.name)
      return found ? { ...entry, value: withDefault(entry.name, literal(found.url)) } : entry
    }
    return {
      ...service,
      environment: service.environment.map(told),
      developEnvironment: service.developEnvironment.map(told),
      dependsOn: [...service.dependsOn, ...[...new Set(own.map((one) => one.api))].flatMap((api) => waitFor(service, api, services, addresses))],
    }
  })
}

/** Its first answer needs the other's: it waits for it, unless that one waits for this. */
function waitFor(
  service: ServicePlan,
  api: string,
  services: readonly ServicePlan[],
  addresses: readonly { service: string; api: string }[],
): ServicePlan['dependsOn'] {
  const needs = (name: string): string[] => [
    ...(services.find((one) => one.name === name)?.dependsOn.map((one) => one.service) ?? []),
    ...addresses.filter((one) => one.service === name).map((one) => one.api),
  ]
  const reached = new Set<string>()
  const visit = (name: string): void => {
    if (reached.has(name)) return
    reached.add(name)
    needs(name).forEach(visit)
  }
  visit(api)
  const health = services.find((one) => one.name === api)?.health
  if (reached.has(service.name) || service.dependsOn.some((one) => one.service === api)) return []
  return [{ service: api, condition: health === 'none' ? 'service_started' : 'service_healthy' }]
}

/** The same in `.env`. */
export function withInternalExamples(variables: readonly VariablePlan[], services: readonly ServicePlan[], units: readonly UnitInput[]): VariablePlan[] {
  const addresses = internalAddresses(services, units)
  return variables.map((variable) => {
    const found = addresses.find((one) => one.name === variable.name)
    if (!found) return variable
    const { placeholder: _, ...rest } = variable
    const comment = `${variable.comment.replace(/, (optional|required: put yours here)$/, '')}; ${found.api} inside the project`
    return { ...rest, example: found.url, follows: true as const, optional: false, required: false, comment }
  })
}

function internalAddresses(services: readonly ServicePlan[], units: readonly UnitInput[]): { service: string; name: string; url: string; api: string }[] {
  const apis = apisOf(units, services)
  return units.flatMap((unit) => {
    const service = services.find((one) => one.name === unit.answers.name)
    const given = [...(service?.environment.filter((one) => !one.secret) ?? []), ...(service?.developEnvironment ?? [])]
    const read = unit.facts.variables.filter((one) => !one.public && !one.secret && one.type !== 'json' && given.some(({ name }) => name === one.name))
    return read.flatMap((variable) => {
      const api = meantBy(variable, unit, apis)
      const url = api && urlFor(variable.name, variable.example ?? variable.default ?? '', api.service.name, api.port)
      return api && url ? [{ service: unit.answers.name, name: variable.name, url, api: api.service.name }] : []
    })
  })
}

/** The path of the default stays; a host alone is what it says. */
function urlFor(name: string, stated: string, host: string, port: number): string {
  const path = /^\w+:\/\/[^/]+(\/.*)$/.exec(stated)?.[1] ?? ''
  if (stated === '' && /HOST$/.test(name)) return host
  return `${/^wss?:/.test(stated) ? 'ws' : 'http'}://${host}:${port}${path}`
}
